#include "county/content_texts.hpp"

#include <algorithm>

#include "lib/base/civil_date.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kShortestNumber = 5;  // digits and hyphens

bool is_day(const std::string& text) {
  return contract::parse_date(text).has_value();
}

// "10-12", "001-017", "2023-2025"
bool is_pair(const std::string& number) {
  const std::size_t half = number.size() / 2;
  const bool two =
      number.size() % 2 == 1 && number[half] == '-' && number.find('-') == half && number.rfind('-') == half;
  return two &&
         (half == 2 || half == 3 || (half == 4 && number.starts_with("20") && number.substr(5, 2) == "20"));
}

// The next run of digits and hyphens that begins and ends with a digit, from `at` on; "" when there is none.
std::string next_number(const std::string& text, std::size_t& at) {
  at = std::min(text.find_first_of(kDigits, at), text.size());
  const std::size_t end = std::min(text.find_first_not_of("0123456789-", at), text.size());
  std::string number = text.substr(at, end - at);
  at = end;
  while (number.ends_with('-')) number.pop_back();
  return number;
}

bool names_price(const std::string& text) {
  for (const char* sign : {"\u00A5", "\uFFE5"})
    if (text.find(sign) != std::string::npos) return true;
  const std::string yuan = "\u5143";
  for (std::size_t at = text.find(yuan); at != std::string::npos; at = text.find(yuan, at + 1)) {
    const std::string before = contract::trimmed(text.substr(0, at));
    if (!before.empty() && kDigits.find(before.back()) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void each_text(const contract::Json& document,
               const std::function<void(const std::string&, const std::string&)>& see,
               const std::string& pointer) {
  if (const auto* text = document.get_ptr<const std::string*>()) return see(pointer, *text);
  if (document.is_array())
    for (std::size_t i = 0; i < document.size(); ++i) each_text(document[i], see, at(pointer, i));
  if (document.is_object())
    for (const auto& [name, member] : document.items())
      each_text(member, see, std::string(pointer).append("/").append(name));
}

void check_clean(const std::string& text, const std::string& pointer, const FileFaults& faults) {
  faults.unless(contract::trimmed(text) == text, pointer, "begins or ends with white space");
  bool stray = contract::has_control_characters(text) || text.find('\t') != std::string::npos;
  for (const char* sign : {"\uFFFD", "\uFEFF"}) stray = stray || text.find(sign) != std::string::npos;
  faults.unless(!stray, pointer, "holds a control or replacement character");
}

void check_clean(const contract::Json& document, const FileFaults& faults) {
  each_text(document,
            [&](const std::string& pointer, const std::string& text) { check_clean(text, pointer, faults); });
}

std::vector<std::string> numbers_in(const std::string& text) {
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < text.size();)
    if (std::string number = next_number(text, at); number.size() >= kShortestNumber)
      numbers.push_back(std::move(number));
  return numbers;
}

std::vector<std::string> known_numbers(const contract::Site& site) {
  std::vector<std::string> known = numbers_in(site.contact_phone);
  known.insert(known.begin(), site.service_number);
  return known;
}

void check_price(const std::string& text, const std::string& pointer, const FileFaults& faults) {
  faults.unless(!names_price(text), pointer, "names a price");
}

void check_numbers(const std::string& text, const std::vector<std::string>& known, const std::string& pointer,
                   const FileFaults& faults) {
  for (const std::string& number : numbers_in(text))
    if (std::find(known.begin(), known.end(), number) == known.end() && !is_day(number) && !is_pair(number))
      faults.add(pointer, "holds the number " + number + ", which is not the service line");
}

void check_promises(const std::string& text, const std::string& service_line, const std::string& pointer,
                    const FileFaults& faults) {
  check_price(text, pointer, faults);
  check_numbers(text, {service_line}, pointer, faults);
}

void check_bare(const std::string& text, const std::string& pointer, const FileFaults& faults) {
  check_clean(text, pointer, faults);
  faults.unless(text.find_first_of("{}") == std::string::npos, pointer, "holds a brace");
}

void check_resident_texts(const contract::Json& document, const std::string& service_line,
                          const FileFaults& faults) {
  each_text(document, [&](const std::string& pointer, const std::string& text) {
    check_bare(text, pointer, faults);
    check_promises(text, service_line, pointer, faults);
  });
}

}  // namespace wufei::service
