// The services of the running portal, by type: a subject makes its own and may ask for those of subjects that
// were opened before it. They end in reverse order.
#pragma once

#include <memory>
#include <typeindex>
#include <utility>
#include <vector>

namespace wufei::service {

class Services {
 public:
  Services() = default;
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;
  ~Services() {
    while (!kept_.empty()) kept_.pop_back();
  }
  template <class Service, class... Arguments>
  Service& make(Arguments&&... arguments) {
    auto made = std::make_shared<Service>(std::forward<Arguments>(arguments)...);
    Service& service = *made;
    kept_.push_back({typeid(Service), std::move(made)});
    return service;
  }
  // Null when nobody has made it.
  template <class Service>
  [[nodiscard]] Service* find() const {
    for (const auto& [type, service] : kept_)
      if (type == typeid(Service)) return static_cast<Service*>(service.get());
    return nullptr;
  }

 private:
  std::vector<std::pair<std::type_index, std::shared_ptr<void>>> kept_;
};

}  // namespace wufei::service
