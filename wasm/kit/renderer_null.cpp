// No screen: textures are accepted and forgotten.
#include "imgui.h"
#include "wasm/kit/renderer.hpp"

namespace wufei::kit {
namespace {

class NullRenderer final : public Renderer {
 public:
  void draw(ImDrawData& data, std::uint32_t /*back*/) override {
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) forget(*texture);
      if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
      if (texture->Status != ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_OK);
    }
  }
  void restore(ImFontAtlas& /*atlas*/) override {}

 private:
  static void forget(ImTextureData& texture) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
  }
};

}  // namespace

std::unique_ptr<Renderer> make_renderer() {
  return std::make_unique<NullRenderer>();
}

}  // namespace wufei::kit
