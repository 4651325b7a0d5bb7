// One subject's share of the content: the files it reads with their schemas, how they become its value, and
// the rules that a schema cannot say. Each subject declares its own part; whoever loads gives the list.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "county/content_reader.hpp"
#include "county/content_set.hpp"
#include "lib/base/json.hpp"

namespace wufei::service {

// `file` relative to the content directory, `pointer` RFC 6901 into it ("" for the whole), `rule` one English
// sentence.
struct ContentFault {
  std::string file;
  std::string pointer;
  std::string rule;
};
using ContentFaults = std::vector<ContentFault>;
// "pickup/rules.json#/windows/0/start: must match pattern ..." one line per fault.
std::string describe(const ContentFaults& faults);

// "/areas", 3 -> "/areas/3"
std::string at(const std::string& pointer, std::size_t index);

// Collects the faults of one file.
class FileFaults {
 public:
  FileFaults(std::string file, ContentFaults& faults) : file_(std::move(file)), faults_(&faults) {}
  void add(const std::string& pointer, const std::string& rule) const {
    faults_->push_back({file_, pointer, rule});
  }
  void unless(bool holds, const std::string& pointer, const std::string& rule) const {
    if (!holds) add(pointer, rule);
  }
  void unless_date(const std::string& text, const std::string& pointer) const;
  // No two members have the same `id`, or the same `member` called `name`.
  template <class Rows>
  void unless_unique(const Rows& rows, const std::string& pointer) const {
    unless_unique(rows, pointer, &Rows::value_type::id, "id");
  }
  template <class Rows, class Row>
  void unless_unique(const Rows& rows, const std::string& pointer, std::string Row::*member,
                     const char* name) const {
    std::set<std::string> values;
    for (std::size_t i = 0; i < rows.size(); ++i)
      unless(values.insert(rows[i].*member).second, at(pointer, i) + "/" + name, "is used twice");
  }

 private:
  std::string file_;
  ContentFaults* faults_;
};

struct ContentFile {
  std::string file;    // "pickup/rules.json"; with '/' at its end every .json file of that folder
  std::string schema;  // in schema/; "x.schema.json#/definitions/y": what is called so there
};

// What parts are read from: every part's JSON files, each of which has kept its schema, and the reader for
// files of other kinds.
struct ContentInput {
  const ContentReader& reader;
  std::map<std::string, contract::Json> documents = {};  // file -> document

  [[nodiscard]] const contract::Json& document(const std::string& file) const { return documents.at(file); }
  // Those of a folder ("surveys/"), in order of their names.
  [[nodiscard]] std::vector<std::string> files_of(const std::string& folder) const;
};

struct ContentPart {
  std::string name;
  std::vector<ContentFile> files;
  // Adds the part's value to the set, which has the parts that stand earlier in the list.
  std::function<void(const ContentInput&, ContentSet&, ContentFaults&)> read;
  // Rules inside the part and against other parts; all have been read.
  std::function<void(const ContentInput&, const ContentSet&, ContentFaults&)> check;
};
using ContentParts = std::vector<ContentPart>;

// `make(input, earlier, faults)` answers the value.
template <class Make, class Check>
ContentPart content_part(std::string name, std::vector<ContentFile> files, Make make, Check check) {
  return {std::move(name), std::move(files),
          [make](const ContentInput& input, ContentSet& set, ContentFaults& faults) {
            set = set.with(make(input, set, faults));
          },
          check};
}

// Reads the files of a part into `input`. A file that can not be read, is no JSON or breaks its schema is a
// fault.
void read_documents(const ContentPart& part, ContentInput& input, ContentFaults& faults);

}  // namespace wufei::service
