#include "wasm/kit/item_log.hpp"

#include <cstring>

#include "imgui.h"
#include "imgui_internal.h"

namespace wufei::kit {
namespace {

std::vector<std::uint32_t>& log() {
  static std::vector<std::uint32_t> ids;
  return ids;
}

}  // namespace

void clear_item_log() {
  log().clear();
  if (ImGui::GetCurrentContext() != nullptr) ImGui::GetCurrentContext()->TestEngineHookItems = true;
}

const std::vector<std::uint32_t>& item_log() {
  return log();
}

}  // namespace wufei::kit

// Of the page's window alone (ImGui keeps one of its own, unseen), without the window's own id.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
  const ImGuiWindow* window = context->CurrentWindow;
  if (window == nullptr || std::strcmp(window->Name, "##page") != 0) return;
  if (id != 0 && id != window->ID && id != window->MoveId) wufei::kit::log().push_back(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
  return nullptr;
}
