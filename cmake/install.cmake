# cmake --install build/release --component wufei --prefix /usr/local: the server, its client, content and what an administrator
# needs to run them (cmake/packaging/). Not here: anything under /etc and /var, which is the administrator's.
set(client "${CMAKE_SOURCE_DIR}/build/wasm" CACHE PATH "The packed client to install")
install(TARGETS wufei RUNTIME DESTINATION bin COMPONENT wufei)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/content" DESTINATION share/wufei COMPONENT wufei)
install(FILES "${client}/asset-manifest.json" DESTINATION share/wufei/www COMPONENT wufei)
install(DIRECTORY "${client}/assets" "${client}/desk" DESTINATION share/wufei/www COMPONENT wufei)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs/zh/" DESTINATION share/doc/wufei COMPONENT wufei FILES_MATCHING PATTERN "*.md")
install(FILES cmake/packaging/wufei.env cmake/packaging/nginx.conf cmake/packaging/wufei-https.conf cmake/packaging/wufei-backup-counties.conf cmake/packaging/Caddyfile
  cmake/packaging/prometheus.yml cmake/packaging/prometheus-alerts.yml cmake/packaging/grafana-dashboard.json DESTINATION share/doc/wufei/examples COMPONENT wufei)
install(FILES cmake/packaging/wufei.env DESTINATION share/wufei COMPONENT wufei)  # the package's own copy: documents may be left out
install(FILES cmake/packaging/wufei-backup.timer DESTINATION lib/systemd/system COMPONENT wufei)
install(FILES cmake/packaging/wufei.sysusers.conf DESTINATION lib/sysusers.d RENAME wufei.conf COMPONENT wufei)
# What is known only when it is installed: which files the client was packed as, and the place that the units name.
install(CODE "set(client \"${client}\")\nset(templates \"${CMAKE_SOURCE_DIR}/cmake/packaging\")" COMPONENT wufei)
install(CODE [[
  file(GLOB shell "${client}/index.html*" "${client}/sw.js*" "${client}/icon*" "${client}/manifest.webmanifest*")
  file(INSTALL ${shell} DESTINATION "${CMAKE_INSTALL_PREFIX}/share/wufei/www")
  set(prefix "${CMAKE_INSTALL_PREFIX}")
  foreach(unit IN ITEMS wufei wufei-backup)
    configure_file("${templates}/${unit}.service.in" "$ENV{DESTDIR}${prefix}/lib/systemd/system/${unit}.service" @ONLY)
  endforeach()
]] COMPONENT wufei)
