// Works a client as a person with a screen reader would: finds things by role and name, presses, types,
// chooses. A thing that is not there fails the test with a list of what is. Frames run until none is wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wasm/kit/host.hpp"
#include "wasm/kit/twin.hpp"
#include "wasm/platform/headless/headless_platform.hpp"

namespace wufei::testing {

class UiDriver {
 public:
  // Starts the platform with the host and draws the first frames. Both must outlive the driver.
  UiDriver(platform::HeadlessPlatform& platform, kit::Host& host);

  // Runs frames until none is wanted; returns how many. More than 20 in a row fail the test: something asks
  // for frames without end. So does what is drawn and is not in the twin.
  int pump();

  [[nodiscard]] std::vector<kit::Node> nodes() const;
  // Everything there is, one line each, indented: for messages.
  [[nodiscard]] std::string listing() const;

  // `name`: the whole accessible name, or a part of it when nothing has it whole. An empty role matches any.
  [[nodiscard]] bool has(std::string_view role, std::string_view name) const;
  [[nodiscard]] kit::Node find(std::string_view role, std::string_view name) const;
  void expect(std::string_view role, std::string_view name) const;
  void expect_none(std::string_view role, std::string_view name) const;
  [[nodiscard]] static bool is(const kit::Node& node, std::string_view state);  // "checked=1"

  // A disabled thing fails the test.
  void press(std::string_view role, std::string_view name);
  void type(std::string_view label, std::string_view text);
  // What an input method shows before it is committed.
  void compose(std::string_view label, std::string_view text);
  // Picks an option of a select by its label.
  void choose(std::string_view label, std::string_view option);

  platform::HeadlessPlatform& platform;
  kit::Host& host;
};

}  // namespace wufei::testing
