// How Dear ImGui is compiled for this client: nothing that is not drawn, and no font rasteriser of its own.
// IMGUI_ENABLE_FREETYPE only makes ImGui ask ImGuiFreeType::GetFontLoader() for its loader; font_loader.cpp
// answers with the platform's glyphs, so neither FreeType nor stb_truetype is linked.
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_USE_WCHAR32
#define IMGUI_ENABLE_FREETYPE
// WebGL 2 has no base vertex: a page of text may need more than 65,536 vertices in one list.
#define ImDrawIdx unsigned int

#ifdef __EMSCRIPTEN__
#ifdef NDEBUG
#define IM_ASSERT(condition) ((void)0)
#endif
#endif
