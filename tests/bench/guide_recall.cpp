// Holds the guide's search against the list of queries in tests/guide and prints how often an expected item
// is first, or among the first three; with -v also every query that missed. usage: bench_guide_recall ROOT
// [-v]
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "guide/search/guide_search.hpp"

using namespace wufei::contract;

namespace {

Json read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  auto json = parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
  if (json) return std::move(*json);
  std::fprintf(stderr, "%s: %s\n", path.c_str(), json.error().detail.c_str());
  std::exit(1);
}

Guide load(const std::string& root) {
  Guide guide;
  guide.items = guide_items_from_json(read(root + "/content/guide/items.json"));
  guide.words = guide_words_from_json(read(root + "/content/guide/words.json"));
  const Json search = read(root + "/content/guide/search.json");
  for (const Json& id : search["popular"]) guide.popular.push_back(id.get<std::string>());
  for (const Json& filler : search["fillers"]) guide.fillers.push_back(filler.get<std::string>());
  for (const Json& particle : search["particles"]) guide.particles.push_back(particle.get<std::string>());
  return guide;
}

// 0-based rank of the first expected item, or -1.
int rank_of(const Guide& guide, const GuideAnswer& answer, const Json& expected) {
  for (std::size_t i = 0; i < answer.hits.size(); ++i)
    for (const Json& id : expected)
      if (guide.items[answer.hits[i].item].id == id.get_ref<const std::string&>()) return static_cast<int>(i);
  return -1;
}

void tell(const Guide& guide, const Json& query, const GuideAnswer& answer, int rank) {
  std::printf("miss %s [%s] rank %d:", query["q"].get_ref<const std::string&>().c_str(),
              query["kind"].get_ref<const std::string&>().c_str(), rank);
  for (std::size_t i = 0; i < answer.hits.size() && i < 4; ++i)
    std::printf(" %s(%s %d)", guide.items[answer.hits[i].item].name.c_str(),
                std::string(guide_match_name(answer.hits[i].match)).c_str(), answer.hits[i].score);
  std::printf("%s | want %s\n", answer.word >= 0 ? " [question]" : "", query["expect"].dump().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string root = argc > 1 ? argv[1] : ".";
  const bool verbose = argc > 2 && std::strcmp(argv[2], "-v") == 0;
  const Guide guide = load(root);
  const GuideSearch search(guide);
  const Json list = read(root + "/tests/guide/queries.json");
  int all = 0, first = 0, third = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (const Json& query : list["queries"]) {
    const GuideAnswer answer = search.search(query["q"].get_ref<const std::string&>());
    const int rank = rank_of(guide, answer, query["expect"]);
    ++all;
    first += rank == 0;
    third += rank >= 0 && rank < 3;
    if (verbose && rank != 0) tell(guide, query, answer, rank);
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
  std::printf("figure guide_recall_queries %d\n", all);
  std::printf("figure guide_recall_at_1 %.4f\n", static_cast<double>(first) / all);
  std::printf("figure guide_recall_at_3 %.4f\n", static_cast<double>(third) / all);
  std::printf("figure guide_search_native_ms_mean %.4f\n", spent.count() / all);
}
