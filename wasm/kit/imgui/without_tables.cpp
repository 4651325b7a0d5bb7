// Stands in for imgui_tables.cpp in the client: the kit lays out by itself and never opens an ImGui table,
// yet ImGui's core refers to these, and with them would come 9 KB (brotli) of table code. Native builds keep
// the real file.
#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {

void EndTable() {}
void EndColumns() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableGcCompactSettings() {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
