#include "wasm/kit/drawing.hpp"

#include <cstdint>

namespace wufei::kit {
namespace {

void marks_clearing(const ImDrawList*, const ImDrawCmd*) {}

}  // namespace

Drawing::Drawing() : list_(&shared_) {
  constexpr float kCurveTolerance = 1.25F, kCircleError = 0.3F;  // device pixels, as ImGuiStyle has them
  atlas_.RendererHasTextures = true;
  shared_.FontAtlas = &atlas_;
  shared_.CurveTessellationTol = kCurveTolerance;
  shared_.SetCircleTessellationMaxError(kCircleError);
  shared_.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedLinesUseTex |
                         ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
  ImFontAtlasAddDrawListSharedData(&atlas_, &shared_);
}

Drawing::~Drawing() {
  ImFontAtlasRemoveDrawListSharedData(&atlas_, &shared_);
}

void Drawing::begin(float width, float height) {
  ImFontAtlasUpdateNewFrame(&atlas_, ++frames_, true);
  ImFontAtlasUpdateDrawListsSharedData(&atlas_);
  shared_.ClipRectFullscreen = {0, 0, width, height};
  data_.DisplaySize = {width, height};
  list_._ResetForNewFrame();
  list_.PushTexture(atlas_.TexRef);
  list_.PushClipRect({0, 0}, {width, height});
}

void Drawing::clear(ImVec2 from, ImVec2 to, ImU32 colour) {
  list_.PushClipRect(from, to, true);
  // The data are the colour itself. NOLINTNEXTLINE(performance-no-int-to-ptr)
  list_.AddCallback(marks_clearing, reinterpret_cast<void*>(static_cast<std::uintptr_t>(colour)));
  list_.PopClipRect();
}

ImDrawData& Drawing::end() {
  list_.PopClipRect();
  list_.PopTexture();
  const ImVec2 size = data_.DisplaySize;
  data_.Clear();
  data_.Valid = true;
  data_.DisplaySize = size;
  data_.Textures = &atlas_.TexList;
  data_.AddDrawList(&list_);
  return data_;
}

}  // namespace wufei::kit
