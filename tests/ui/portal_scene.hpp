// The portal on a scripted device and a scripted server, for tests of whole pages: texts are the locale's,
// data is the county's own content.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/base/text.hpp"
#include "lib/document/document.hpp"
#include "support/ui_driver.hpp"
#include "wasm/portal/app.hpp"

namespace wufei::testing {

using contract::Text;
using contract::text;

inline constexpr std::string_view kReference = "WF-7K3-M9P-4TS";
inline constexpr std::string_view kArea = "371524001";

// Bodies of the county's content, as the API gives them.
std::string site_body();
std::string areas_body();
std::string catalogue_body();
std::string slots_body(const std::string& category, int first_remaining = 5);
std::string pickup_body(const std::string& status, bool with_token);

struct PortalScene {
  // Without the second part of the program the client has to ask for it.
  explicit PortalScene(const std::string& path, float width = 390, bool has_part = true,
                       bool has_voice = true);

  // Answers the oldest open fetch whose URL begins so.
  device::Fetch answer(std::string_view method, std::string_view url, int status,
                       const std::string& body = {}, int retry_after_s = 0);
  [[nodiscard]] int open_fetches(std::string_view method, std::string_view url) const;
  void answer_public();
  void press(std::string_view role, Text name) { ui.press(role, text(name)); }
  // To the next step of a booking, whatever it is called.
  void press_next() { ui.press("button", text(Text::pickup_next_step, {{"step", ""}})); }
  void type(Text label, std::string_view value) { ui.type(text(label), value); }
  void expect(std::string_view role, Text name) const { ui.expect(role, text(name)); }
  void expect_none(std::string_view role, Text name) const { ui.expect_none(role, text(name)); }
  // The whole form up to the check page.
  void fill_to_check();

  platform::HeadlessPlatform platform;
  views::PortalApp app;
  kit::Host host;
  UiDriver ui;
};

// The public lists and then this page, as the server answers them.
void open_document(PortalScene& scene, const contract::Document& document);
// Nothing of the twin reaches beyond the view.
void check_inside(const UiDriver& ui, float width);

}  // namespace wufei::testing
