// What example gives to the house.
#include <iostream>

#include "county/feature.hpp"
#include "county/office.hpp"
#include "example/example_pages.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using service::ExampleService;

int print_days(const Settings& settings) {
  auto office = open_office(settings);
  if (!office) return report(office.error());
  const auto days = ExampleService(*office->source, *office->store, service::system_clock()).days();
  if (!days) return report(days.error());
  for (const storage::ExampleDay& row : *days)
    std::cout << contract::format_date(row.day) << '\t' << row.villages << '\n';
  return 0;
}

void add_commands(CommandLine& line) {
  line.command("example", contract::Text::cli_example, [&line] { return print_days(line.settings); });
}

contract::Status open(Ground& ground) {
  auto& example = ground.services.make<ExampleService>(ground.content, ground.store, ground.clock);
  http::add_example_pages(ground.book, example);
  ground.chores.add({"note villages", "upkeep", 1h, 5s, [&example, &ground](const service::Turn&) {
                       auto noted = example.note();
                       if (noted) ground.changes.tell("example", service::Change::counts);
                       return noted;
                     }});
  return contract::ok();
}

}  // namespace

Feature example_feature() {
  return {"example", nullptr, add_commands, open, {storage::ExampleStore::facts()}};
}

}  // namespace wufei::app
