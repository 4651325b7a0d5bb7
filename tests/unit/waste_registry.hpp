// An office in which enterprises register, with an officer who verifies them. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "support/office_fixture.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::test {

struct RegistryOffice {
  RegistryOffice() { officer = account("officer", contract::Role::officer); }

  contract::StaffCaller account(const std::string& name, contract::Role role) {
    REQUIRE(accounts.add({name, name, role, {}}, kClerk));
    const auto all = accounts.list();
    for (const contract::StaffAccount& one : *all)
      if (one.name == name) return {one, 0, {}, 0};
    return {};
  }
  // A new account of that party.
  service::PartyCaller joined(const std::string& name, std::int64_t party, contract::MemberRole role) {
    const contract::StaffCaller caller = account(name, contract::Role::enterprise);
    REQUIRE(registration.join(party, name, role, kClerk));
    return *registration.caller(caller);
  }
  service::PartyCaller bureau() { return *registration.caller(officer); }
  // A generator of these fields, with a code of its own; not yet submitted.
  std::int64_t add_factory(const std::vector<std::string>& fields) {
    const auto id = registration.add({"91350100M000100Y43",
                                      "样品机械厂",
                                      {"generator"},
                                      fields,
                                      "371524001",
                                      "工业路 1 号",
                                      "",
                                      "张三",
                                      "13800000000"},
                                     bureau());
    REQUIRE(id);
    return *id;
  }

  Office office;
  service::AccountService accounts{*office.store, office.clock, service::system_ids()};
  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
  contract::StaffCaller officer;
};

}  // namespace wufei::test
