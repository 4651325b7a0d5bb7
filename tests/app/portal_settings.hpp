// Settings of a portal with the real content, a port of its own and its data in `scratch`. For tests only.
#pragma once

#include "app/features.hpp"
#include "app/portal.hpp"
#include "support/raw_database.hpp"
#include "support/scratch.hpp"

namespace wufei::test {

inline app::Settings portal_settings(const Scratch& scratch) {
  app::Settings settings;
  settings.parts = app::content_parts;
  settings.listen = "127.0.0.1:0";
  settings.data = scratch.path() / "data";
  place_migrated_store(settings.data);
  settings.content = WUFEI_CONTENT;
  settings.www = scratch.path() / "www";
  return settings;
}

}  // namespace wufei::test
