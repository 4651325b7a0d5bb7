# Everything that is not ours, as targets. Sources come from scripts/setup; nothing is fetched here.
# Includes are SYSTEM: their warnings are not ours.
set(FETCHCONTENT_SOURCE_DIR_IMGUI "${CMAKE_SOURCE_DIR}/third_party/imgui" CACHE PATH "Dear ImGui sources")
set(FETCHCONTENT_SOURCE_DIR_HTTPLIB "${CMAKE_SOURCE_DIR}/third_party/cpp-httplib" CACHE PATH "cpp-httplib sources")
foreach(dir IN ITEMS "${FETCHCONTENT_SOURCE_DIR_IMGUI}/imgui.h" "${FETCHCONTENT_SOURCE_DIR_HTTPLIB}/httplib.h")
  if(NOT EXISTS "${dir}")
    message(FATAL_ERROR "${dir} is missing: run scripts/setup first")
  endif()
endforeach()

# nlohmann-json is header-only; em++ must never see the host's system include folder, so it gets a private root.
set(json_root "${CMAKE_BINARY_DIR}/third_party_include/json")
file(MAKE_DIRECTORY "${json_root}")
file(CREATE_LINK "/usr/include/nlohmann" "${json_root}/nlohmann" SYMBOLIC)
add_library(wufei_json INTERFACE)
target_include_directories(wufei_json SYSTEM INTERFACE "${json_root}")
target_compile_definitions(wufei_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0 $<$<BOOL:${EMSCRIPTEN}>:JSON_NOEXCEPTION>)

if(NOT EMSCRIPTEN)
  include(third_party_server)
endif()
