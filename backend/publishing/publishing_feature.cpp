// What publishing at the desk gives to the house.
#include <atomic>

#include "county/feature.hpp"
#include "lib/base/words.hpp"
#include "publishing/announcement_pages.hpp"
#include "publishing/article_pages_desk.hpp"
#include "publishing/article_pictures_page.hpp"
#include "publishing/guide/item_pages.hpp"
#include "publishing/plan/cell_desk.hpp"
#include "publishing/publishing_commands.hpp"
#include "publishing/value_pages.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using contract::Permission;
using contract::Text;

void enter(http::StaffDoor& door) {
  door.enter(
      {"/desk/articles", words(Text::server_publishing_articles), "newspaper", Permission::publish_content});
  door.enter({"/desk/announcements", words(Text::server_publishing_announcements), "info",
              Permission::publish_content});
  door.enter(
      {"/desk/values", words(Text::server_publishing_values), "chart-bar", Permission::publish_content});
  door.enter({"/desk/guide", words(Text::server_publishing_items), "recycle", Permission::publish_content});
  door.enter({"/desk/cells", words(Text::server_publishing_cells), "leaf", Permission::publish_content});
}

void wait_for_review(http::StaffDoor& door, service::PublishingService& publishing) {
  const auto add = [&](Text words, const char* href, const char* prefix) {
    door.wait({Permission::publish_content, words, href,
               [&publishing, prefix](const contract::StaffCaller& caller) {
                 return publishing.to_review(prefix, caller.actor());
               }});
  };
  add(Text::server_publishing_wait_articles, "/desk/articles", "disclosure/");
  add(Text::server_publishing_wait_announcements, "/desk/announcements", "announcements/");
  add(Text::server_publishing_wait_values, "/desk/values", "indicator/");
  add(Text::server_publishing_wait_items, "/desk/guide", "guide/");
  add(Text::server_publishing_wait_cells, "/desk/cells", "plan/");
}

// What stands on the home page depends on the time: told when it is not what it was, whatever the clock did
// between.
class ShownWatch {
 public:
  explicit ShownWatch(Ground& ground) : ground_(ground) {}
  contract::Status look() {
    const auto content = ground_.content.current();
    std::string shown;
    for (const auto& one :
         service::shown_announcements(content->get<service::AnnouncementContent>(), ground_.clock.now()))
      shown += one.id + ' ';
    if (shown != shown_) ground_.changes.tell("publishing", service::Change::counts);
    shown_ = std::move(shown);
    return contract::ok();
  }

 private:
  Ground& ground_;
  std::string shown_;
};

contract::Status open(Ground& ground) {
  auto& keeper = *ground.services.find<service::ContentKeeper>();
  auto& indicators = *ground.services.find<service::IndicatorService>();
  auto& guide = *ground.services.find<service::GuideService>();
  auto& door = *ground.services.find<http::StaffDoor>();
  auto& publishing =
      ground.services.make<service::PublishingService>(ground.store, keeper, indicators, ground.clock);
  const auto editor = std::make_shared<const http::EditorGround>(http::EditorGround{
      door, publishing, keeper, indicators, guide, ground.content, ground.clock, ground.book});
  enter(door);
  wait_for_review(door, publishing);
  http::add_article_desk(editor);
  http::add_article_editor(editor);
  auto& pictures = ground.services.make<service::PictureService>(ground.store, ground.clock, ground.content);
  http::add_article_pictures(editor, pictures);
  http::add_announcement_desk(editor);
  http::add_value_desk(editor);
  http::add_word_desk(editor, http::add_item_desk(editor));
  http::add_cell_desk(editor);
  door.wait({Permission::edit_content, Text::server_publishing_wait_words, "/desk/guide/words",
             [&guide](const contract::StaffCaller&) { return guide.count_unknown(); }});
  auto& watch = ground.services.make<ShownWatch>(ground);
  ground.chores.add({.name = "show announcements",
                     .lane = "pages",
                     .every = 5s,
                     .limit = 10s,
                     .run = [&watch](const service::Turn&) { return watch.look(); },
                     .at_start = true});
  ground.chores.add_alone({"erase unused pictures", "upkeep", 6h, 1min, [&pictures](const service::Turn&) {
                             return contract::status_of(pictures.erase_unused());
                           }});
  return contract::ok();
}

}  // namespace

Feature publishing_feature() {
  return {.name = "publishing",
          .content = service::announcement_part,
          .commands = add_publishing_commands,
          .open = open,
          .stores = {storage::StepStore::facts()},
          .verify = verify_revisions,
          .erase_again = service::erase_pictures_again,
          .still_needed = service::pictures_still_named};
}

}  // namespace wufei::app
