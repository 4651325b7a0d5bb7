// A device and a server made of plain data, around the client's model: carries out effects on maps and lists,
// and answers fetches when a test says so. Draws nothing.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/update.hpp"

namespace wufei::model {

inline constexpr contract::UtcSeconds kTuesdayMorning = 1795485600;  // 2026-11-24T10:00:00+08:00
inline const std::string kReference = "WF-7K3-M9P-4TS";
inline const std::string kArea = "371524001";
inline const std::string kVillage = "371524001001";

// Bodies as the server sends them.
std::string site_body();
std::string areas_body();
std::string catalogue_body();
// Two windows on 26 and 27 November; `left` places in the first.
std::string slots_body(int left = 5);
std::string pickup_body(int version = 1, const std::string& status = "booked", const std::string& token = {},
                        const std::string& address = "1 Main Street");
std::string problem_body(const std::string& code, const std::string& pointer, const std::string& rule,
                         const std::string& more = {});

class World {
 public:
  World();
  void start(const std::string& path);
  void send(const Command& command);
  void send(const Event& event);
  // Answers the oldest open fetch whose method and URL begin so; fails the test when there is none.
  Fetch answer(const std::string& method, const std::string& url, int status, const std::string& body = {},
               int retry_after_s = 0);
  [[nodiscard]] int open_fetches(const std::string& method, const std::string& url) const;
  void answer_public();  // site, areas, catalogue, as far as they are asked for
  void back();
  [[nodiscard]] std::string path() const { return history[at]; }
  // A valid draft up to the check page, slots answered.
  void fill_to_check();

  Model model;
  contract::UtcSeconds now = kTuesdayMorning;
  std::map<std::string, std::string> storage;
  std::vector<std::string> history{"/"};
  std::size_t at = 0;
  std::deque<Fetch> fetches;
  std::vector<std::string> announced;
  std::vector<std::string> copied;
  std::vector<Download> downloads;
  std::vector<Print> printed;
  int photos_wanted = 0;
  std::vector<std::uint32_t> uploaded;
  std::vector<std::uint32_t> dropped;
  std::map<std::uint32_t, int> timers;
  std::string title, canonical, description;
  std::string focus;
  int scrolled_up = 0;  // times
  Look look;
  bool part_ready = true;
  int part_requests = 0;
  int locate_requests = 0;
  std::vector<std::string> spoken;
  std::vector<SharePicture> pictures;
  std::string page_data;
  int random = 0;

 private:
  friend struct Carrier;
  void refresh();
  void apply(const Effects& effects);
};

std::string header_of(const Fetch& fetch, const std::string& name);

}  // namespace wufei::model
