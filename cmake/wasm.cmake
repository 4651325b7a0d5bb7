# The client as shipped: wufei_client (glue and wasm), then packed: hashed names, compressed, index page, manifest.
# Closure stays off: Debian does not ship it, and the libraries are written by hand to be small.
add_executable(wufei_client "${CMAKE_SOURCE_DIR}/wasm/portal/main.cpp")
target_link_libraries(wufei_client PRIVATE wufei_options wufei_pages wufei_kit wufei_platform_web)
target_link_options(wufei_client PRIVATE -Oz -flto -fno-exceptions -fno-rtti --closure 0
  # For scripts/split_wasm.mjs: names (it takes them out again), and entries of the second part that are not inlined.
  --profiling-funcs -Wl,--no-demangle -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0
  -sENVIRONMENT=web -sFILESYSTEM=0 -sJS_MATH=1 -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=16777216
  -sTOTAL_STACK=524288 -sMAX_WEBGL_VERSION=2 -sMIN_WEBGL_VERSION=2 -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
  -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0 -sGL_TRACK_ERRORS=0 -sGL_WORKAROUND_SAFARI_GETCONTEXT_BUG=0 -sDYNAMIC_EXECUTION=0
  -sINCOMING_MODULE_JS_API=onAbort,print,printErr,instantiateWasm
  $<$<CONFIG:Debug>:-sASSERTIONS=1>)

set(client_js "${CMAKE_CURRENT_BINARY_DIR}/wufei_client.js")
file(GLOB shell_files LIST_DIRECTORIES false CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/wasm/portal/shell/*"
  "${CMAKE_SOURCE_DIR}/wasm/portal/shell/style/*")
add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/asset-manifest.json"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/pack_client.mjs" "${client_js}" "${CMAKE_BINARY_DIR}"
          "${WUFEI_GENERATED_DIR}/later_texts.txt"
  DEPENDS wufei_client "${WUFEI_GENERATED_DIR}/later_texts.txt" ${shell_files} "${CMAKE_SOURCE_DIR}/scripts/pack_client.mjs" "${CMAKE_SOURCE_DIR}/scripts/split_wasm.mjs"
          "${CMAKE_SOURCE_DIR}/scripts/pages.mjs" "${CMAKE_SOURCE_DIR}/scripts/style_parts.mjs" "${CMAKE_SOURCE_DIR}/backend/county/site/pages.inc"
          "${CMAKE_SOURCE_DIR}/backend/county/site/documents.inc"
          "${CMAKE_SOURCE_DIR}/scripts/subset_icons.mjs" "${CMAKE_SOURCE_DIR}/scripts/icon_parts.mjs" "${CMAKE_SOURCE_DIR}/assets/icons.txt"
          "${CMAKE_SOURCE_DIR}/content/locale/zh-CN.json" "${CMAKE_SOURCE_DIR}/backend/desk/zh-CN.json" "${CMAKE_SOURCE_DIR}/backend/waste/zh-CN.json"
          "${CMAKE_SOURCE_DIR}/assets/tokens.css"
          "${CMAKE_SOURCE_DIR}/scripts/generate_colours.mjs"
  VERBATIM)
add_custom_target(wufei_packed_client ALL DEPENDS "${CMAKE_BINARY_DIR}/asset-manifest.json")
