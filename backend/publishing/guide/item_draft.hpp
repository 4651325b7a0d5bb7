// A thing of the sorting guide as editors type it, the file that it becomes (guide/items/ID.json), and what
// is wrong with it, in words.
#pragma once

#include <string>
#include <string_view>

#include "county/content_part.hpp"
#include "guide/guide.hpp"
#include "publishing/draft.hpp"

namespace wufei::service {

// `kind` is "category/subclass", `pickup` "category/item" of the catalogue; names stand between U+3001;
// `urgent` has a line for each call, "119 when".
inline constexpr DraftField kItemFields[] = {
    {"name", "/name", contract::Text::server_publishing_item_name,
     contract::Text::server_publishing_item_name_hint, 24, FieldKind::line, true},
    {"kind", "/subclass", contract::Text::server_publishing_item_kind,
     contract::Text::server_publishing_item_kind, 130, FieldKind::choice, true},
    {"aliases", "/aliases", contract::Text::server_publishing_item_aliases,
     contract::Text::server_publishing_item_aliases_hint, 1000, FieldKind::lines},
    {"how_to", "/how_to", contract::Text::server_publishing_item_how,
     contract::Text::server_publishing_item_how_hint, 200, FieldKind::lines, true},
    {"why", "/why", contract::Text::server_publishing_item_why,
     contract::Text::server_publishing_item_why_hint, 120, FieldKind::line, true},
    {"ask", "/ask", contract::Text::server_publishing_item_ask,
     contract::Text::server_publishing_item_ask_hint, 40},
    {"basis_kind", "/basis_kind", contract::Text::server_publishing_item_basis_kind,
     contract::Text::server_publishing_item_basis_kind, 30, FieldKind::choice, true},
    {"basis", "/basis", contract::Text::server_publishing_item_basis,
     contract::Text::server_publishing_item_basis_hint, 200, FieldKind::line, true},
    {"year", "/year", contract::Text::server_publishing_item_year,
     contract::Text::server_publishing_item_year_hint, 4, FieldKind::symbols},
    {"pickup", "/pickup", contract::Text::server_publishing_item_pickup,
     contract::Text::server_publishing_item_pickup, 130, FieldKind::choice, false, true},
    {"town", "/town", contract::Text::server_publishing_item_town,
     contract::Text::server_publishing_item_place_hint, 200, FieldKind::line, false, true},
    {"village", "/village", contract::Text::server_publishing_item_village,
     contract::Text::server_publishing_item_place_hint, 200, FieldKind::line, false, true},
    {"varies", "/varies", contract::Text::server_publishing_item_varies,
     contract::Text::server_publishing_item_varies_hint, 200, FieldKind::line, false, true},
    {"urgent", "/urgent", contract::Text::server_publishing_item_urgent,
     contract::Text::server_publishing_item_urgent_hint, 200, FieldKind::lines, false, true},
    {"pinyin", "/pinyin", contract::Text::server_publishing_item_pinyin,
     contract::Text::server_publishing_item_pinyin_hint, 120, FieldKind::symbols, false, true}};

Draft draft_of(const contract::GuideItem& item);
contract::GuideItem item_of(const Draft& draft, std::string id);
// The names that people call it by besides its own, each once.
std::vector<std::string> aliases_of(const Draft& draft);
// Adds another name; nothing changes when it is called so already.
void add_alias(Draft& draft, const std::string& name);

// `withdrawn`: why it was taken back; "" = it stands.
std::string item_file(const contract::GuideItem& item, const std::string& withdrawn = {});
// Of the name's reading, "kuai_di_zhi_xiang"; `number` from 1 tells those of one reading apart.
std::string item_id(std::string_view name, int number);

// What the content's rules do not say, or say of a file: what is missing, a line that is no call, a year that
// is none.
DraftFaults item_typing_faults(const Draft& draft);
// Names that are another's, or that the guide asks back for.
DraftFaults item_name_faults(const Draft& draft, std::string_view id, const contract::Guide& guide);
// Faults of the content if it held the item's file, in the words of editors; `line`: the service line.
DraftFaults item_rule_faults(const ContentFaults& faults, const std::string& file, const std::string& line);

}  // namespace wufei::service
