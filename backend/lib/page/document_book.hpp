// The book of public pages: which path patterns exist, how each page's document is made, and when pages made
// before are past. It has a chapter for each subject, so that a change of one leaves the pages of others as
// they are. Every entry is public information; nothing personal may pass here. Thread-safe once it is filled.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/base/text.hpp"
#include "lib/document/document.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/page/page_store.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

using Values = std::map<std::string, std::string, std::less<>>;

struct PageCall {
  std::string path;    // percent-decoded, without query
  Values parameters;   // by the names in the pattern
  Values query;        // decoded; only names the page declares
  bool large = false;  // for a reader who wants large print (page_look.hpp)
  // "" when absent.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
  [[nodiscard]] std::string_view value(std::string_view name) const;
};

// What the site-wide search can answer.
struct Finding {
  std::string path;
  std::string title;
  std::string text;  // one line per paragraph
};

struct Listing {
  contract::Text shelf;  // what it stands under, for whoever looks for it without a link
  contract::Text title;  // of the link in the site map
  // What the search calls this page and all others with the same first segment; given once for each.
  std::optional<contract::Text> kind = {};
};
struct ListedPage {
  std::string path;
  Listing listing;
};

struct DocumentPage {
  std::string pattern;                  // "/shelf/{no}"; a {name} fills one whole segment
  std::vector<std::string> query = {};  // names of the query that change the page; others are ignored
  // Errors: not_found (no such page), unavailable. `path`, canonical, is filled in by the book.
  std::function<contract::Result<contract::Document>(const PageCall&)> make;
  // Every path of this pattern, for the sitemap and the site-wide search; null = the pattern itself when it
  // has no parameter, else none.
  std::function<std::vector<std::string>()> paths = nullptr;
  // What is found of it; null = each of its paths that search engines may list, with its text.
  std::function<std::vector<Finding>()> findings = nullptr;
  bool kept = true;                     // false: there is no end of such addresses
  std::optional<Listing> listing = {};  // only of a pattern without parameters
};
inline std::vector<std::string> no_paths() {
  return {};
}
inline std::vector<Finding> no_findings() {
  return {};
}

// Where a path stands in the book.
struct BookPlace {
  std::string canonical;  // known query names with values, in the order the page declares them
  Stamp stamp;            // of its chapter
};

class DocumentBook {
 public:
  // Pages added from now on belong to the chapter of this subject, and change with those in `shown` as well.
  void begin(std::string subject, std::vector<std::string> shown = {});
  void add(DocumentPage page);
  // The document of a path with its query ("/shelf?sort=name"). Errors: not_found; the page's own.
  // `large`: as readers of large print have it.
  [[nodiscard]] contract::Result<contract::Document> open(std::string_view target, bool large = false) const;
  // True when a pattern matches, whatever make() would say.
  [[nodiscard]] bool knows(std::string_view target) const;
  [[nodiscard]] std::optional<BookPlace> place(std::string_view target) const;
  // Whether there are few pages like `document`, so that it may be kept: every value of the query that made
  // it is one of the choices it offers. What a visitor typed is not listed.
  [[nodiscard]] bool is_listed(std::string_view target, const contract::Document& document) const;
  // Every path that can be listed, in the order of add().
  [[nodiscard]] std::vector<std::string> paths() const;
  // What can be found of one subject, in the order of add().
  [[nodiscard]] std::vector<Finding> findings(std::string_view subject) const;
  [[nodiscard]] std::vector<std::string> subjects() const;
  // Pages with a listing, in the order of add().
  [[nodiscard]] std::vector<ListedPage> listed() const;

  // What stands around every page, as it is now. Without a source: nothing.
  void set_frame(std::function<PageFrame()> source) { frame_ = std::move(source); }
  [[nodiscard]] PageFrame frame() const { return frame_ ? frame_() : PageFrame(); }

  // How a document becomes a complete page: set by the pages' routes, used for replies to forms. Without a
  // writer: "".
  void set_writer(std::function<std::string(const contract::Document&)> writer) {
    writer_ = std::move(writer);
  }
  [[nodiscard]] std::string write(const contract::Document& document) const {
    return writer_ ? writer_(document) : std::string();
  }

  // The link to the stylesheet, for replies to forms that are no page of the client: set by the pages'
  // routes.
  void set_style(std::string link) { style_ = std::move(link); }
  [[nodiscard]] const std::string& style() const { return style_; }

  // What pages are made from has changed: bytes made before of this subject's chapter, and of those that show
  // it, are not served again.
  void changed(std::string_view subject);
  // Of a chapter; without a subject, or for one that has none, of the whole book.
  [[nodiscard]] Stamp stamp(std::string_view subject = {}) const;

 private:
  using Count = std::atomic<std::uint64_t>;
  struct Chapter {
    Chapter(std::string name, std::vector<std::string> others)
        : subject(std::move(name)), shown(std::move(others)) {}
    std::string subject;
    std::vector<std::string> shown;
    std::vector<DocumentPage> pages;
    Count changes = 0;
  };
  struct Match {
    const Chapter* chapter = nullptr;
    const DocumentPage* page = nullptr;
    PageCall call;
  };
  [[nodiscard]] std::optional<Match> match(std::string_view target) const;

  std::deque<Chapter> chapters_;
  std::function<PageFrame()> frame_;
  std::function<std::string(const contract::Document&)> writer_;
  std::string style_;
  Count changes_ = 0;  // of all chapters
};

// The reply to one person: a page that stands in no book, without the client, and that no cache keeps.
// `address`: path and query where its reader can open it again; "" = nowhere.
Response personal_reply(int status, const DocumentBook& book, const contract::Document& document,
                        std::string address = {});

}  // namespace wufei::http
