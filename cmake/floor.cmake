# wufei_floor(NAME DIR SOURCES... LINKS...): one static library per floor of the house. Its headers are reached as
# "NAME/x.hpp" through an include root of its own, so a floor sees only the floors it links (docs/architecture.md).
function(wufei_floor name dir)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  set(root "${CMAKE_BINARY_DIR}/floors/${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${dir}" "${root}/${name}" SYMBOLIC)
  add_library(wufei_${name} STATIC ${arg_SOURCES})
  target_include_directories(wufei_${name} PUBLIC "${root}")
  target_link_libraries(wufei_${name} PUBLIC ${arg_LINKS} PRIVATE wufei_options ${arg_PRIVATE_LINKS})
  if(NOT name MATCHES "^(kit|platform)")
    wufei_precompile(wufei_${name})
  endif()
endfunction()
