# cpack --config build/release/CPackConfig.cmake: the Debian package of the server (docs/zh/operator.md, section 13). It is what
# cmake --install puts down, under /usr, with what Debian asks of a package besides: cmake/packaging/.
set(package_files "${CMAKE_BINARY_DIR}/package")
file(MAKE_DIRECTORY "${package_files}")
set(WUFEI_MAINTAINER "Wufei developers <developers@wufei.invalid>" CACHE STRING "Who answers for the Debian package")
find_program(GZIP gzip REQUIRED)
string(TIMESTAMP package_day "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${package_files}/changelog" "wufei (${PROJECT_VERSION}) unstable; urgency=medium

  * What is new: /usr/share/doc/wufei/NEWS.gz

 -- ${WUFEI_MAINTAINER}  ${package_day}
")
add_custom_command(
  OUTPUT "${package_files}/wufei.1.gz" "${package_files}/changelog.gz" "${package_files}/NEWS.gz"
  COMMAND "${NODE}" "${CMAKE_SOURCE_DIR}/scripts/generate_manual.mjs" "$<TARGET_FILE:wufei>" "${package_files}/wufei.1"
  COMMAND "${GZIP}" -9nf "${package_files}/wufei.1"
  COMMAND "${GZIP}" -9nc "${package_files}/changelog" > "${package_files}/changelog.gz"
  COMMAND "${GZIP}" -9nc "${CMAKE_SOURCE_DIR}/CHANGELOG.md" > "${package_files}/NEWS.gz"
  DEPENDS wufei "${CMAKE_SOURCE_DIR}/scripts/generate_manual.mjs" "${CMAKE_SOURCE_DIR}/CHANGELOG.md" VERBATIM)
add_custom_target(wufei_manual ALL DEPENDS "${package_files}/wufei.1.gz")
install(FILES "${package_files}/wufei.1.gz" DESTINATION share/man/man1 COMPONENT wufei)
install(FILES "${package_files}/changelog.gz" "${package_files}/NEWS.gz" cmake/packaging/copyright DESTINATION share/doc/wufei COMPONENT wufei)
install(FILES cmake/packaging/wufei.bash DESTINATION share/bash-completion/completions RENAME wufei COMPONENT wufei)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_NAME wufei)
set(CPACK_COMPONENTS_ALL wufei)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_WUFEI_PACKAGE_NAME wufei)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${WUFEI_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-noto-cjk, systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | caddy")
set(CPACK_COMPONENT_WUFEI_DESCRIPTION
"Residents book the pickup of bulky waste and look up how to sort, the public
reads open indicators, the county's staff plan, fetch and answer at a desk.
.
One program with its client, its content and its database in one file.")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "public portal of a county's zero-waste programme")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${CMAKE_SOURCE_DIR}/cmake/packaging/postinst" "${CMAKE_SOURCE_DIR}/cmake/packaging/prerm"
  "${CMAKE_SOURCE_DIR}/cmake/packaging/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
