// What disclosure gives to the house.
#include "county/feature.hpp"
#include "disclosure/article_content.hpp"
#include "disclosure/article_pages.hpp"
#include "disclosure/article_routes.hpp"

namespace wufei::app {
namespace {

contract::Status open(Ground& ground) {
  http::add_article_routes(ground.router, ground.content, ground.settings.public_url);
  http::add_media_routes(ground.router, ground.content);
  http::add_article_pages(ground.book, ground.content);
  return contract::ok();
}

}  // namespace

Feature disclosure_feature() {
  return {"disclosure", service::disclosure_part, nullptr, open};
}

}  // namespace wufei::app
