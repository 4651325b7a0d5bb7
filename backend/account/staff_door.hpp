// The door of the county's desk: every page and form behind it goes to somebody who is signed in, with the
// permission that its route carries. Without a session a page leads to the sign-in and back; without the
// permission it is 403. Forms must carry the key of their account (kFormKey) besides. Replies are private,
// no-store.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "account/account_service.hpp"
#include "account/desk_frame.hpp"
#include "lib/base/text.hpp"
#include "lib/document/document.hpp"
#include "lib/page/document_book.hpp"
#include "lib/page/html.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/multipart.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

inline constexpr std::string_view kFormKey = "form_key";  // hidden field of every form of the desk

// What the desk shows of its own, as markup. `path` lights its place in the navigation.
struct DeskPage {
  std::string path, title, markup;
  int status = 200;
};

class StaffDoor {
 public:
  using Caller = contract::StaffCaller;
  using Page = std::function<Response(const Request&, const Caller&)>;
  using Form = std::function<Response(const Request&, const Caller&, const FormFields&)>;
  using Upload = std::function<Response(const Request&, const Caller&, const PostedForm&)>;
  struct Guarded {
    std::string method, pattern;
    contract::Permission permission;
    bool watched = false;  // asked by a page: a stranger gets 401, not the way to sign in
    bool leads = false;    // no page of its own: leads to the nearest one above it
  };

  // All must outlive the door; `https`: staff reach the site by https.
  StaffDoor(Router& router, service::AccountService& accounts, const DocumentBook& book, bool https)
      : router_(router), accounts_(accounts), book_(book), https_(https) {}

  // Call before the server starts.
  void page(std::string_view pattern, std::string_view name, contract::Permission permission, Page work);
  // A page that a screen on a wall asks for again and again: it keeps the session of an account that only
  // reads, others end when nobody used them.
  void standing_page(std::string_view pattern, std::string_view name, contract::Permission permission,
                     Page work);
  // What a page asks on its own, again and again: plain text; 401 when the session is over, which it does not
  // lengthen.
  void watch(std::string_view pattern, std::string_view name, contract::Permission permission, Page work);
  // application/x-www-form-urlencoded; at most `max_body` bytes. Who opens the address of a form that is no
  // page is led to the nearest page above it.
  void form(std::string_view pattern, std::string_view name, contract::Permission permission, Form work,
            std::size_t max_body = 64 * 1024);
  // A form with files, of kLargestBody bytes at most; as multipart/form-data or, without files, as above.
  void upload(std::string_view pattern, std::string_view name, contract::Permission permission, Upload work);
  // Call once, when all pages are added: an address between a page and the desk that is no page itself leads
  // whoever is signed in to the nearest page above it.
  void lead_up();
  void enter(DeskEntry entry);
  // A number of the desk's first page, of things that wait for whoever has the permission.
  struct Waits {
    contract::Permission permission;
    contract::Text words;
    std::string href;
    std::function<contract::Result<std::size_t>(const Caller&)> count;
  };
  void wait(Waits waits) { waits_.push_back(std::move(waits)); }
  [[nodiscard]] const std::vector<Waits>& waits() const { return waits_; }
  // The links of desk_style_link() and desk_script_link().
  void set_style(std::string link) { style_ = std::move(link); }
  void set_scripts(std::string crew, std::string road, std::string board) {
    crew_script_ = std::move(crew);
    road_script_ = std::move(road);
    board_script_ = std::move(board);
  }
  // For the end of the board's markup.
  [[nodiscard]] const std::string& board_script() const { return board_script_; }

  // A complete page of the desk. `document.path` lights its place in the navigation.
  [[nodiscard]] Response reply(const Caller& caller, const contract::Document& document,
                               int status = 200) const;
  [[nodiscard]] Response show(const Caller& caller, DeskPage page) const;
  // What went wrong, in words, as a page of the desk.
  [[nodiscard]] Response refusal(const Request& request, const Caller& caller,
                                 const contract::Error& error) const;
  // 303 to a path of the desk, after a form.
  [[nodiscard]] static Response see_other(std::string_view path);
  // A page for people who are not signed in.
  [[nodiscard]] Response outside(const contract::Document& document, int status = 200) const;
  // Puts the session's cookie, and the one by which its browser is known next time, into a reply.
  void let_in(Response& response, const service::SignedIn& signed_in) const;
  void let_out(Response& response) const;
  // Where somebody stands who wants to sign in.
  [[nodiscard]] static service::Doorstep doorstep(const Request& request);
  // How colleagues read each login name. Empty when the accounts cannot be read: then login names must do.
  [[nodiscard]] std::map<std::string, std::string> display_names() const;
  // Every route behind the door with its permission.
  [[nodiscard]] const std::vector<Guarded>& guarded() const { return guarded_; }

 private:
  [[nodiscard]] contract::Result<Caller> caller_of(
      const Request& request, service::Presence presence = service::Presence::acts) const;
  [[nodiscard]] Response without_session(const Request& request, const contract::Error& error) const;
  [[nodiscard]] Response without_permission(const Caller& caller) const;
  [[nodiscard]] DeskFrame frame_of(const Caller* caller) const;
  // Whether the caller may, else the reply that says why not.
  template <class Work>
  [[nodiscard]] Response behind(const Request& request, contract::Permission permission, const Work& work,
                                service::Presence presence = service::Presence::acts) const;
  [[nodiscard]] Handler behind_key(contract::Permission permission, Upload work) const;
  // A route for forms that says what was too large, and leads back to the page with the form.
  void add_form(Route route, contract::Permission permission, contract::Text too_large);
  [[nodiscard]] std::string form_page(std::string_view pattern, std::string_view path) const;
  [[nodiscard]] std::string_view cookie_name() const;

  Router& router_;
  service::AccountService& accounts_;
  const DocumentBook& book_;
  bool https_;
  std::string style_, crew_script_, road_script_, board_script_;
  std::vector<DeskEntry> entries_;
  std::vector<Waits> waits_;
  std::vector<Guarded> guarded_;
};

// Opens a form posted to `action` with the session's key in it; close it with out.close("form").
// `with_files`: for StaffDoor::upload().
void open_desk_form(HtmlWriter& out, const contract::StaffCaller& caller, std::string_view action,
                    bool with_files = false);

}  // namespace wufei::http
