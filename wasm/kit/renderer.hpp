// Puts ImGui's draw data on the screen: WebGL in the browser, nothing at all in tests. One of renderer_gl.cpp
// and renderer_null.cpp is compiled.
#pragma once

#include <cstdint>
#include <memory>

struct ImDrawData;
struct ImFontAtlas;

namespace wufei::kit {

class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual void draw(ImDrawData& data, std::uint32_t back) = 0;  // 0xRRGGBB under everything
  // The graphics context was lost and is back: everything is uploaded again.
  virtual void restore(ImFontAtlas& atlas) = 0;
};

std::unique_ptr<Renderer> make_renderer();

}  // namespace wufei::kit
