// Workbooks as other programs write them, put together part by part.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace wufei::test {

using ZipTexts = std::vector<std::pair<std::string, std::string>>;  // name, text

inline void append_number(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

// A ZIP archive of parts that are stored as they are. `flags`: of every part (1 = encrypted).
inline std::string stored_zip(const ZipTexts& parts, std::uint32_t flags = 0) {
  std::string out, directory;
  for (const auto& [name, text] : parts) {
    std::string head;
    append_number(head, flags, 2);
    append_number(head, 0, 2);           // stored
    append_number(head, 0x00210000, 4);  // 1980-01-01
    append_number(head,
                  static_cast<std::uint32_t>(
                      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()))),
                  4);
    append_number(head, static_cast<std::uint32_t>(text.size()), 4);
    append_number(head, static_cast<std::uint32_t>(text.size()), 4);
    append_number(head, static_cast<std::uint32_t>(name.size()), 2);
    append_number(head, 0, 2);
    append_number(directory, 0x02014b50, 4);
    append_number(directory, 20, 2);
    append_number(directory, 20, 2);
    directory += head;
    append_number(directory, 0, 2);
    append_number(directory, 0, 4);
    append_number(directory, 0, 4);
    append_number(directory, static_cast<std::uint32_t>(out.size()), 4);
    directory += name;
    append_number(out, 0x04034b50, 4);
    append_number(out, 20, 2);
    out += head + name + text;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  out += directory;
  append_number(out, 0x06054b50, 4);
  append_number(out, 0, 4);
  append_number(out, static_cast<std::uint32_t>(parts.size()), 2);
  append_number(out, static_cast<std::uint32_t>(parts.size()), 2);
  append_number(out, static_cast<std::uint32_t>(directory.size()), 4);
  append_number(out, begin, 4);
  append_number(out, 0, 2);
  return out;
}

// One sheet of these rows ("<row ...>...</row>") and these shared texts ("<si>...</si>").
inline ZipTexts workbook_parts(const std::string& rows, const std::string& shared = {}) {
  return {
      {"xl/workbook.xml",
       R"(<?xml version="1.0"?><workbook><sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="rId1" Target="styles.xml"/>)"
       R"(<Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>)"},
      {"xl/sharedStrings.xml", "<sst>" + shared + "</sst>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

}  // namespace wufei::test
