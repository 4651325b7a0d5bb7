// What this client takes of Dear ImGui: its dynamic font atlas and one draw list, frame by frame. Windows,
// items and navigation are not linked (docs/adr/0049): the display list lays out, and the twin is what is
// pressed.
#pragma once

#include "imgui.h"
#include "imgui_internal.h"

namespace wufei::kit {

class Drawing {
 public:
  Drawing();
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  [[nodiscard]] ImFontAtlas& atlas() { return atlas_; }
  // Of the frame that begin() opened; for drawing in device pixels.
  [[nodiscard]] ImDrawList& list() { return list_; }
  // Size in device pixels. Once before anything is measured or drawn in a frame.
  void begin(float width, float height);
  // Whole device pixels of one opaque colour, in the order of drawing: a command with a callback, whose data
  // is the colour and whose clip rectangle is to be cleared. Costs less than drawing them.
  void clear(ImVec2 from, ImVec2 to, ImU32 colour);
  // What a renderer shows; valid until the next begin().
  ImDrawData& end();

 private:
  ImFontAtlas atlas_;
  ImDrawListSharedData shared_;
  ImDrawList list_;
  ImDrawData data_;
  int frames_ = 0;
};

}  // namespace wufei::kit
