#include "disclosure/markdown.hpp"

#include <md4c.h>

#include <cstdio>

#include "county/site/routes.hpp"
#include "lib/base/utf8.hpp"
#include "lib/document/block_parts.hpp"

namespace wufei::service {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Span;
using contract::Spans;

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
  return {attribute.text, attribute.size};
}

bool is_safe_link(std::string_view href) {
  if (href.starts_with("//")) return false;
  for (const std::string_view start : {"/", "#", "https://", "mailto:", "tel:"})
    if (href.starts_with(start)) return true;
  return false;
}

// Collects blocks while md4c walks the text.
class Builder {
 public:
  Markdown take() { return std::move(out_); }

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        return begin(BlockKind::heading, std::max(2U, static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        if (list_depth_++ == 0) begin(BlockKind::list, 0), out_.blocks.back().ordered = type == MD_BLOCK_OL;
        return;
      case MD_BLOCK_LI:
        return begin_item();
      case MD_BLOCK_TABLE:
        begin(BlockKind::table, 0);
        out_.blocks.back().text = heading_;  // Markdown knows no captions
        return;
      case MD_BLOCK_TR:
        if (in_body_) out_.blocks.back().rows.emplace_back();
        return;
      case MD_BLOCK_TBODY:
        in_body_ = true;
        return;
      case MD_BLOCK_TH:
        return begin_head(detail);
      case MD_BLOCK_TD:
        return begin_cell();
      case MD_BLOCK_CODE:
        begin(BlockKind::code, 0);
        in_code_ = true;
        return;
      case MD_BLOCK_HTML:
        return fault("raw HTML is not allowed");
      case MD_BLOCK_P:
        if (list_depth_ == 0) begin(BlockKind::paragraph, 0);
        return;
      default:
        return;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        --list_depth_;
        break;
      case MD_BLOCK_H:
        finish_heading();
        break;
      case MD_BLOCK_TBODY:
        in_body_ = false;
        break;
      case MD_BLOCK_CODE:
        in_code_ = false;
        break;
      default:
        break;
    }
    if (type != MD_BLOCK_UL && type != MD_BLOCK_OL) spans_ = nullptr;
  }

  void enter(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_STRONG) style_.strong = true;
    if (type == MD_SPAN_CODE) style_.code = true;
    if (type == MD_SPAN_A)
      style_.href = checked(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
    if (type == MD_SPAN_IMG) begin_image(*static_cast<MD_SPAN_IMG_DETAIL*>(detail));
  }

  void leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG) style_.strong = false;
    if (type == MD_SPAN_CODE) style_.code = false;
    if (type == MD_SPAN_A) style_.href.clear();
    if (type == MD_SPAN_IMG) end_image();
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_HTML) return fault("raw HTML is not allowed");
    if (type == MD_TEXT_ENTITY)
      return fault("the character itself is wanted instead of \"" + std::string(text) + "\"");
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) text = type == MD_TEXT_BR ? "\n" : "";
    if (in_code_ || in_image_) {
      out_.blocks.back().text += text;
      return;
    }
    if (!spans_) return fault("an item of a list holds one paragraph, and a deeper list at its end");
    if (out_.blocks.back().kind == BlockKind::image)
      return fault("an image must stand alone in its paragraph");
    const bool same = !spans_->empty() && spans_->back().href == style_.href &&
                      spans_->back().strong == style_.strong && spans_->back().code == style_.code;
    if (same)
      spans_->back().text += text;
    else
      spans_->push_back({std::string(text), style_.href, style_.strong, style_.code});
  }

 private:
  void begin(BlockKind kind, unsigned level) {
    if (list_depth_ > 0 && kind != BlockKind::list) fault("a list holds only texts");
    Block block;
    block.kind = kind;
    if (level > 0) block.level = static_cast<int>(std::min(level, 4U));
    out_.blocks.push_back(std::move(block));
    spans_ = &out_.blocks.back().spans;
  }
  void begin_item() {
    out_.blocks.back().items.emplace_back();
    spans_ = &out_.blocks.back().items.back();
    if (list_depth_ > 1) spans_->push_back({"\xE2\x80\x93 ", {}, false, false});  // an en dash: a step deeper
  }
  void begin_head(void* detail) {
    const bool number = static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align == MD_ALIGN_RIGHT;
    head_.clear();
    out_.blocks.back().columns.push_back({{}, number});
    spans_ = &head_;
  }
  void begin_cell() {
    out_.blocks.back().rows.back().emplace_back();
    spans_ = &out_.blocks.back().rows.back().back();
  }
  void finish_heading() {
    Block& block = out_.blocks.back();
    block.text += contract::plain_words(block.spans);
    block.spans.clear();
    heading_ = block.text;
  }
  void begin_image(const MD_SPAN_IMG_DETAIL& detail) {
    Block& block = out_.blocks.back();
    if (block.kind != BlockKind::paragraph || !block.spans.empty())
      return fault("an image must stand alone in its paragraph");
    block.kind = BlockKind::image;
    block.href = checked(attribute_text(detail.src));
    if (std::sscanf(attribute_text(detail.title).c_str(), "%dx%d", &block.width, &block.height) != 2 ||
        block.width < 1 || block.height < 1 || block.width > 4000 || block.height > 4000)
      fault("an image needs its size as its title: \"640x360\"");
    in_image_ = true;
  }
  void end_image() {
    in_image_ = false;
    if (out_.blocks.back().text.empty()) fault("an image needs a text that says what it shows");
  }
  std::string checked(std::string href) {
    const bool file = href.substr(href.find_last_of('/') + 1).find('.') != std::string::npos;
    if (!is_safe_link(href))
      fault("the link \"" + href + "\" is neither a path of this site nor https, mailto or tel");
    else if (href.starts_with('/') && !file && !contract::is_client_path(href))
      fault("the link \"" + href + "\" leads to no page of this site");
    else
      return href;
    return {};
  }
  void fault(std::string rule) { out_.faults.push_back({0, std::move(rule)}); }

 public:
  // The head cells' texts are columns' titles; called when a cell ends.
  void leave_head() {
    out_.blocks.back().columns.back().title += contract::plain_words(head_);
    head_.clear();
  }

 private:
  Markdown out_;
  Spans* spans_ = nullptr;
  Spans head_;
  Span style_;
  std::string heading_;  // the latest
  int list_depth_ = 0;
  bool in_body_ = false;
  bool in_code_ = false;
  bool in_image_ = false;
};

Builder& builder(void* user) {
  return *static_cast<Builder*>(user);
}

MD_PARSER parser() {
  MD_PARSER md{};
  md.flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS;
  md.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return builder(user).enter(type, detail), 0;
  };
  md.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    if (type == MD_BLOCK_TH) builder(user).leave_head();
    return builder(user).leave(type), 0;
  };
  md.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return builder(user).enter(type, detail), 0;
  };
  md.leave_span = [](MD_SPANTYPE type, void*, void* user) { return builder(user).leave(type), 0; };
  md.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return builder(user).text(type, {text, size}), 0;
  };
  return md;
}

// Cells of a table line: bars that are not escaped, without the outer ones.
int cells_of(std::string_view line) {
  int bars = 0;
  bool code = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\')
      ++i;
    else if (line[i] == '`')
      code = !code;
    else if (line[i] == '|' && !code)
      ++bars;
  }
  return bars + 1 - (line.starts_with('|') ? 1 : 0) - (line.size() > 1 && line.ends_with('|') ? 1 : 0);
}

bool is_rule(std::string_view line) {
  return line.find("---") != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

// md4c fills up or cuts off uneven rows without a word; a reader would get a wrong table.
void check_tables(std::string_view text, std::vector<MarkdownFault>& faults) {
  int number = 0, columns = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = contract::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (!line.starts_with('|')) {
      columns = 0;
      continue;
    }
    const int cells = cells_of(line);
    if (columns == 0) columns = cells;
    if (cells != columns && !is_rule(line))
      faults.push_back({number, "the table's row has " + std::to_string(cells) + " cells, its head has " +
                                    std::to_string(columns)});
  }
}

}  // namespace

Markdown parse_markdown(std::string_view text) {
  if (!contract::is_valid_utf8(text)) return {{}, {{0, "is not UTF-8"}}};
  if (text.find('\0') != std::string_view::npos) return {{}, {{0, "holds a NUL"}}};
  Builder builder;
  const MD_PARSER md = parser();
  const int failed = md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &md, &builder);
  Markdown out = builder.take();
  if (failed != 0) out.faults.push_back({0, "cannot be parsed"});
  check_tables(text, out.faults);
  return out;
}

}  // namespace wufei::service
