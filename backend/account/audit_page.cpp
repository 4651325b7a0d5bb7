// The audit log: who did and saw what, newest first, and whether its chain holds.
#include "account/account_pages.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/moment.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using Caller = contract::StaffCaller;
using Entries = std::vector<storage::LoggedEntry>;

constexpr int kRows = 100;

struct AuditView {
  Entries entries;
  storage::LogChain chain;
};

storage::AccessFilter filter_of(const Request& request) {
  storage::AccessFilter filter;
  filter.actor = contract::entered_symbols(request.query_value("actor"));
  if (!filter.actor.empty() && filter.actor.find(':') == std::string::npos)
    filter.actor = "desk:" + filter.actor;
  filter.reference = contract::entered_symbols(request.query_value("reference"));
  const auto sequence = contract::leading_whole<std::int64_t>(request.query_value("before"));
  if (sequence > 0) filter.before = sequence;
  return filter;
}

void write_chain(HtmlWriter& out, const storage::LogChain& chain) {
  if (chain.broken > 0)
    out.element("p", contract::text(Text::server_desk_chain_broken, {{"row", std::to_string(chain.broken)}}),
                {{"class", "note"}, {"role", "alert"}});
  else
    out.element("p", contract::text(Text::server_desk_chain_sound,
                                    {{"count", std::to_string(chain.chained)}, {"head", chain.head()}}));
}

void write_filter(HtmlWriter& out, const Request& request) {
  out.open("form", {{"method", "get"}, {"action", "/desk/audit"}, {"class", "filters"}});
  FormParts parts(out, {});
  parts.text_field({.name = "actor",
                    .label = words(Text::server_desk_who),
                    .hint = {},
                    .value = std::string(request.query_value("actor"))});
  parts.text_field({.name = "reference",
                    .label = words(Text::server_desk_what),
                    .hint = {},
                    .value = std::string(request.query_value("reference"))});
  parts.button(contract::text(Text::server_desk_filter));
  out.close("form");
}

void write_entries(HtmlWriter& out, const Entries& entries) {
  out.open("table").open("thead").open("tr");
  for (const Text title : {Text::server_desk_number, Text::server_desk_when, Text::server_desk_who,
                           Text::server_desk_action, Text::server_desk_what, Text::server_desk_detail})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const storage::LoggedEntry& row : entries) {
    out.open("tr").element("td", std::to_string(row.sequence));
    out.element("td", moment_words(row.entry.at)).element("td", contract::actor_text(row.entry.actor));
    out.element("td", row.subject + "." + row.entry.action).element("td", row.entry.reference);
    out.element("td", row.entry.detail).close("tr");
  }
  out.close("tbody").close("table");
}

// The same list, from further back.
std::string earlier_address(const Request& request, std::int64_t before) {
  std::string address = "/desk/audit?before=" + std::to_string(before);
  for (const char* name : {"actor", "reference"}) {
    if (request.query_value(name).empty()) continue;
    contract::append_percent_encoded((address += '&').append(name) += '=', request.query_value(name));
  }
  return address;
}

contract::Document audit_document(const Request& request, const AuditView& view) {
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_desk_audit));
  write_chain(out, view.chain);
  write_filter(out, request);
  write_entries(out, view.entries);
  if (view.entries.size() == kRows)
    out.open("p")
        .link(earlier_address(request, view.entries.back().sequence),
              contract::text(Text::server_desk_earlier))
        .close("p");
  contract::Document document;
  document.path = "/desk/audit";
  document.title = words(Text::server_desk_audit);
  document.blocks.push_back(written_page(out.take()));
  return document;
}

}  // namespace

void add_audit_page(StaffDoor& door, storage::Store& store, service::LogWatch& watch) {
  constexpr auto kRead = contract::Permission::read_audit;
  door.enter({"/desk/audit", words(Text::server_desk_audit), "list-checks", kRead});
  door.page("/desk/audit", "desk_audit", kRead,
            [&door, &store, &watch](const Request& request, const Caller& caller) {
              const auto chain = watch.look();
              if (!chain) return door.refusal(request, caller, chain.error());
              const auto entries =
                  store.readers().run([&](storage::Session& session) -> contract::Result<Entries> {
                    return storage::access_entries(session, store, filter_of(request), kRows);
                  });
              if (!entries) return door.refusal(request, caller, entries.error());
              return door.reply(caller, audit_document(request, {*entries, *chain}));
            });
}

}  // namespace wufei::http
