#include <csignal>
#include <cstdio>
#include <string>

#include "app/commands.hpp"
#include "app/log.hpp"
#include "app/office.hpp"
#include "app/portal.hpp"

namespace wufei::app {
namespace {

// Blocks the signals in every thread that starts later; wait() takes them.
class StopSignal {
 public:
  StopSignal() {
    std::signal(SIGPIPE, SIG_IGN);
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  int wait() {
    int taken = 0;
    sigwait(&signals_, &taken);
    return taken;
  }

 private:
  sigset_t signals_{};
};

}  // namespace

int run_serve(const Config& config) {
  start_log(config.log_level);
  StopSignal stop_signal;
  auto portal = Portal::start(config);
  if (!portal) return report(portal.error());
  const auto address = parse_listen(config.listen);
  const bool six = address->host.find(':') != std::string::npos;
  std::printf("listening on http://%s:%d\n", (six ? "[" + address->host + "]" : address->host).c_str(),
              (*portal)->port());
  std::fflush(stdout);
  stop_signal.wait();
  log_info("stopping");
  (*portal)->stop();
  return 0;
}

}  // namespace wufei::app
