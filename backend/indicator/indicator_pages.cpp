#include "indicator/indicator_pages.hpp"

#include "county/site/shelves.hpp"
#include "indicator/indicator_detail.hpp"
#include "indicator/indicator_list.hpp"
#include "indicator/indicator_words.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Text;

contract::Result<Document> detail(const service::IndicatorBoard& board, const PageCall& call,
                                  const std::string& public_url) {
  const service::IndicatorStanding* standing = board.find(number_in_address(call.parameter("no")));
  if (!standing) return contract::make_error(contract::ErrorCode::not_found, "no such indicator");
  const std::string_view wanted = call.value("revision");
  const contract::IndicatorRevision* revision =
      wanted.empty() ? nullptr : standing->revision(number_in_address(wanted));
  if (!wanted.empty() && !revision)
    return contract::make_error(contract::ErrorCode::not_found, "no such revision");
  return indicator_document(board, *standing, revision, public_url);
}

}  // namespace

void add_indicator_pages(DocumentBook& book, service::IndicatorService& indicators, std::string public_url) {
  book.add({.pattern = "/indicators",
            .query = {"group", "body", "star", "status", "issues", "q", "sort"},
            .make = [&indicators](const PageCall& call) -> contract::Result<Document> {
              return indicator_list_document(*indicators.board(), call);
            },
            .listing = Listing{Shelf::data, Text::server_article_to_indicators,
                               Text::server_search_kind_indicators}});
  book.add({.pattern = "/indicators/method",
            .make = [&indicators](const PageCall&) -> contract::Result<Document> {
              return indicator_method_document(*indicators.board());
            },
            .listing = Listing{Shelf::data, Text::server_site_map_method}});
  book.add({.pattern = "/indicators/{no}",
            .query = {"revision"},
            .make = [&indicators, url = std::move(public_url)](
                        const PageCall& call) { return detail(*indicators.board(), call, url); },
            .paths =
                [&indicators] {
                  std::vector<std::string> paths;
                  const auto board = indicators.board();  // stays while it is read
                  for (const auto& standing : board->rows)
                    paths.push_back("/indicators/" + std::to_string(standing.row->no));
                  return paths;
                }});
}

}  // namespace wufei::http
