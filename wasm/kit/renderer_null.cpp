// No screen: textures are accepted and forgotten.
#include "imgui.h"
#include "wasm/kit/renderer.hpp"

namespace wufei::kit {
namespace {

class NullRenderer final : public Renderer {
 public:
  NullRenderer() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.BackendRendererName = "null";
  }
  ~NullRenderer() override {
    ImGui::GetIO().BackendFlags &= ~ImGuiBackendFlags_RendererHasTextures;
    ImGui::GetIO().BackendRendererName = nullptr;
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) forget(*texture);
  }
  NullRenderer(const NullRenderer&) = delete;
  NullRenderer& operator=(const NullRenderer&) = delete;

  void begin_frame() override {}
  void draw(ImDrawData& data, std::uint32_t /*back*/) override {
    if (data.Textures == nullptr) return;
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) forget(*texture);
      if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
      if (texture->Status != ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_OK);
    }
  }
  void restore() override {}

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
