# Sources made at build time from content and npm data: the enum of interface texts, the calendar of
# public holidays, readings of characters, the table of icons, colours and the API description of all subjects.
set(WUFEI_GENERATED_DIR "${CMAKE_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${WUFEI_GENERATED_DIR}")
find_program(NODE NAMES node nodejs REQUIRED NO_CMAKE_FIND_ROOT_PATH)

file(GLOB locale_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/content/locale/zh-CN.json" "${CMAKE_SOURCE_DIR}/backend/*/zh-CN.json")
set(text_outputs "${WUFEI_GENERATED_DIR}/text_keys.inc" "${WUFEI_GENERATED_DIR}/text_table.inc" "${WUFEI_GENERATED_DIR}/text_count.inc")
if(EMSCRIPTEN)
  # What the first part of the program says (docs/adr/0012): the home page in its frame, and why something did not work.
  file(GLOB first_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/wasm/core/*.cpp" "${CMAKE_SOURCE_DIR}/backend/county/site.*"
       "${CMAKE_SOURCE_DIR}/backend/county/site/*")
  foreach(source IN ITEMS app.cpp frame_view.cpp home_view.cpp not_found_view.cpp shared/route_update.cpp
          shared/shared_view.cpp shared/update.cpp)
    list(APPEND first_sources "${CMAKE_SOURCE_DIR}/wasm/portal/${source}")
  endforeach()
  set(text_parts client ${locale_files} --first ${first_sources})
  list(APPEND text_outputs "${WUFEI_GENERATED_DIR}/later_texts.txt")
else()
  set(text_parts server ${locale_files})
endif()
add_custom_command(
  OUTPUT ${text_outputs}
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_text.mjs" "${WUFEI_GENERATED_DIR}" ${text_parts}
  DEPENDS ${locale_files} ${first_sources} "${CMAKE_SOURCE_DIR}/scripts/generate_text.mjs"
  VERBATIM)
add_custom_command(
  OUTPUT "${WUFEI_GENERATED_DIR}/calendar_data.inc"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_calendar.mjs" "${WUFEI_GENERATED_DIR}/calendar_data.inc"
  DEPENDS "${CMAKE_SOURCE_DIR}/scripts/generate_calendar.mjs" "${CMAKE_SOURCE_DIR}/package-lock.json"
  VERBATIM)
add_custom_command(
  OUTPUT "${WUFEI_GENERATED_DIR}/pinyin_data.inc"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_pinyin.mjs" "${CMAKE_SOURCE_DIR}/content/guide/items.json"
          "${WUFEI_GENERATED_DIR}/pinyin_data.inc"
  DEPENDS "${CMAKE_SOURCE_DIR}/scripts/generate_pinyin.mjs" "${CMAKE_SOURCE_DIR}/package-lock.json"
          "${CMAKE_SOURCE_DIR}/content/guide/items.json"
  VERBATIM)
add_custom_command(
  OUTPUT "${WUFEI_GENERATED_DIR}/icon_table.inc"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/subset_icons.mjs" - - "${WUFEI_GENERATED_DIR}/icon_table.inc"
  DEPENDS "${CMAKE_SOURCE_DIR}/scripts/subset_icons.mjs" "${CMAKE_SOURCE_DIR}/scripts/icon_parts.mjs" "${CMAKE_SOURCE_DIR}/assets/icons.txt"
  VERBATIM)
add_custom_command(
  OUTPUT "${WUFEI_GENERATED_DIR}/colours.inc"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_colours.mjs" "${WUFEI_GENERATED_DIR}/colours.inc"
  DEPENDS "${CMAKE_SOURCE_DIR}/scripts/generate_colours.mjs" "${CMAKE_SOURCE_DIR}/assets/tokens.css"
  VERBATIM)
file(GLOB_RECURSE WUFEI_OPENAPI_PARTS CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/backend/*.openapi.json")
add_custom_command(
  OUTPUT "${WUFEI_GENERATED_DIR}/openapi.json" "${WUFEI_GENERATED_DIR}/openapi.inc"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/bundle_openapi.mjs" "${WUFEI_GENERATED_DIR}/openapi.json"
  DEPENDS ${WUFEI_OPENAPI_PARTS} "${CMAKE_SOURCE_DIR}/scripts/bundle_openapi.mjs"
  VERBATIM)
add_custom_target(wufei_generated DEPENDS
  ${text_outputs}
  "${WUFEI_GENERATED_DIR}/calendar_data.inc" "${WUFEI_GENERATED_DIR}/pinyin_data.inc" "${WUFEI_GENERATED_DIR}/icon_table.inc"
  "${WUFEI_GENERATED_DIR}/colours.inc" "${WUFEI_GENERATED_DIR}/openapi.json")

if(NOT EMSCRIPTEN)
  # Of the house in lib/store, of a subject in its own folder; numbers count through all of them.
  foreach(folder "lib/store" "*")
    list(APPEND migration_globs "${CMAKE_SOURCE_DIR}/backend/${folder}/migrations/*.sql"
      "${CMAKE_SOURCE_DIR}/backend/${folder}/migrations/postgres/*.sql")
  endforeach()
  file(GLOB migration_files CONFIGURE_DEPENDS ${migration_globs})
  add_custom_command(
    OUTPUT "${WUFEI_GENERATED_DIR}/migrations.inc"
    COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_migrations.mjs" "${WUFEI_GENERATED_DIR}/migrations.inc"
            ${migration_files}
    DEPENDS "${CMAKE_SOURCE_DIR}/scripts/generate_migrations.mjs" ${migration_files}
    VERBATIM)
  add_custom_target(wufei_migrations DEPENDS "${WUFEI_GENERATED_DIR}/migrations.inc")
endif()
