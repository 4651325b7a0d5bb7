// Builders of the blocks and cards that the pages of all subjects are made of. Pure: what stands in them is
// the caller's. Knows no page.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "lib/base/text.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

contract::Block facts_block(std::string name, std::vector<contract::Fact> facts = {});
// Adds a line; nothing for an empty value.
void add_fact(contract::Block& facts, contract::Text label, const std::string& value);
contract::Block table_block(std::string caption, std::vector<contract::TableColumn> columns = {},
                            std::vector<std::vector<contract::Spans>> rows = {});
contract::Block list_block(std::vector<contract::Spans> items = {}, bool ordered = false);
contract::Block lines_block(const std::vector<std::string>& lines, bool ordered = false);
contract::Block lines_block(std::initializer_list<contract::Text> lines, bool ordered = false);
contract::Block links_block(std::string name, std::vector<contract::Link> links = {});
// Links that are spans already.
contract::Block spans_block(std::string name, std::vector<contract::Span> links);
contract::Block cards_block(std::string name, std::vector<contract::Card> cards = {});
// BlockTone::success: the first is what the page is for.
contract::Block buttons_block(std::vector<contract::Card> cards,
                              contract::BlockTone tone = contract::BlockTone::normal);
// A form that opens `path`.
contract::Block filters_block(std::string name, std::string path, std::vector<contract::Filter> filters = {});

// The parts with `between` in the middle.
contract::Spans joined(std::vector<contract::Span> parts, const std::string& between);
// In words that nothing is said there, when `spans` is empty.
contract::Spans or_none(contract::Spans spans);
contract::Spans text_or_none(const std::string& text);

contract::Card card_to(std::string href, std::string title, std::string icon = {}, std::string text = {});
contract::Card card_to(std::string href, contract::Text title, std::string icon = {});
contract::Card card_to(std::string href, contract::Text title, std::string icon, contract::Text text);

}  // namespace wufei::http
