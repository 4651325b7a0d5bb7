// Telephone numbers as people type and paste them.
#include <doctest/doctest.h>

#include "county/site/references.hpp"
#include "lib/base/phone.hpp"

using namespace wufei::contract;

TEST_CASE("telephone numbers") {
  CHECK(normalised_phone("138 0635-0001") == "13806350001");
  CHECK(normalised_phone("+86 13806350001") == "13806350001");
  CHECK(normalised_phone("\xEF\xBC\x91\xEF\xBC\x93\xEF\xBC\x98"
                         "06350001") == "13806350001");
  CHECK(normalised_phone("0635-3280000") == "06353280000");
  for (const char* wrong :
       {"", "12345", "1380635000", "138063500011", "12806350001", "1380635000a", "+1 2025550123"})
    CHECK_FALSE(normalised_phone(wrong));
  CHECK(masked_phone("13806350001") == "138****0001");
  CHECK(dialled_phone("06353281299") == "0635-3281299");
  CHECK(dialled_phone("01088888888") == "010-88888888");
  for (const char* same : {"13806350001", "138****0001", "", "063****1299"})
    CHECK(dialled_phone(same) == same);
}

TEST_CASE("on paper a number keeps its first three digits, however it is written, and never its last four") {
  for (const char* mobile : {"13806350001", "138****0001", "+86 138 0635-0001", "138********"})
    CHECK(paper_phone(mobile) == "138********");
  for (const char* landline : {"06353281299", "0635-3281299", "063****1299", "+86 635 3281299"})
    CHECK(paper_phone(landline) == "063********");
  for (const char* small : {"0001", "****", "1234567"}) CHECK(paper_phone(small) == "********");
  CHECK(paper_phone("").empty());
  CHECK(with_paper_phone("Wang 139****0002") == "Wang 139********");
  CHECK(with_paper_phone("Wang 13900000002") == "Wang 139********");
  CHECK(with_paper_phone("13900000002") == "139********");
  for (const char* other : {"", "Wang", "WF-222-222-222", "house 7", "2026-11-26"})
    CHECK(with_paper_phone(other) == other);
}

TEST_CASE("in a text one's own numbers are as on paper, however they are written, and nothing else is") {
  const std::vector<std::string> known{"13806350001", "0635-3281299"}, masked{"138****0001", "063****1299"};
  for (const auto& own : {known, masked}) {
    const auto paper = [&](const std::string& text) { return with_paper_phones(text, own); };
    for (const char* mobile : {"13806350001", "138 0635 0001", "138-0635-0001", "138.0635.0001",
                               "+86 138 0635 0001", "8613806350001", "0086-138-0635-0001",
                               "\uFF11\uFF13\uFF18\uFF10\uFF16\uFF13\uFF15\uFF10\uFF10\uFF10\uFF11",
                               "138\u20140635\u20140001", "138\u30000635\u200B0001"}) {
      CAPTURE(mobile);
      CHECK(paper(mobile) == "138********");
      CHECK(paper("call " + std::string(mobile) + ", 3rd floor") == "call 138********, 3rd floor");
      CHECK(paper("house 3 " + std::string(mobile)) == "house 3 138********");
      CHECK(paper("\u7535\u8BDD" + std::string(mobile) + "\u3002") == "\u7535\u8BDD138********\u3002");
    }
    CHECK(paper("(+86)13806350001") == "(138********");
    for (const char* landline : {"06353281299", "0635-3281299", "+86 635 3281299"})
      CHECK(paper(landline) == "063********");
    CHECK(paper("13806350001/0635-3281299") == "138********/063********");
    CHECK(paper("13806350001 13806350001") == "138******** 138********");
    for (const std::string other :
         {"", "house 7, 2026-11-26", "13900000002", "138\n06350001", "1380635000", "+"})
      CHECK(paper(other) == other);
    CHECK(paper(std::string(5000, '1')) == std::string(5000, '1'));
  }
  CHECK(with_paper_phones("13806350001", {}) == "13806350001");
  CHECK(with_paper_phones("13806350001", {""}) == "13806350001");
}

TEST_CASE("a number is shown to be one's own by its last four digits or by all of it") {
  CHECK(normalised_phone_secret("0001") == "0001");
  CHECK(normalised_phone_secret("+86 138 0635-0001") == "13806350001");
  CHECK(normalised_phone_secret("0635-3280000") == "06353280000");
  for (const char* wrong : {"", "001", "00011", "000a", "6350001", "WF-222-222-222"})
    CHECK_FALSE(normalised_phone_secret(wrong));
}

// What documents, chats and spreadsheets put around and into a number when it is copied.
TEST_CASE("a number that was pasted is read without the marks nobody sees") {
  using namespace std::string_literals;
  for (const char* mark : {"\u00AD", "\u200B", "\u200E", "\u200F", "\u202A", "\u202D", "\u202C", "\u2060",
                           "\u2066", "\u2068", "\u2069", "\uFE0E", "\uFE0F", "\uFEFF"}) {
    CAPTURE(mark);
    CHECK(normalised_phone(mark + "138"s + mark + "00138011" + mark) == "13800138011");
    CHECK(normalised_phone_secret(mark + "80"s + mark + "11" + mark) == "8011");
    const std::string reference = make_reference({0, 1, 2, 3, 4, 5, 6, 7}, kPickupPrefix);
    CHECK(normalised_reference(mark + reference + mark, kPickupPrefix) == reference);
  }
  for (const char* between :
       {" ", "\t", "\u00A0", "\u2007", "\u2009", "\u202F", "\u205F", "\u3000", "-", "\u2010", "\u2011",
        "\u2012", "\u2013", "\u2014", "\u2212", "\uFF0D", ".", "\uFF0E"}) {
    CAPTURE(between);
    CHECK(normalised_phone("138"s + between + "0013" + between + "8011") == "13800138011");
    CHECK(normalised_phone_secret("80"s + between + "11") == "8011");
    const std::string receipt = make_receipt({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    CHECK(normalised_receipt(receipt.substr(0, 4) + between + receipt.substr(5)) == receipt);
  }
}

TEST_CASE("the country code is taken off in every form, and an area code gets its 0 back") {
  for (const char* text : {"(+86)13800138011", "+(86) 138 0013 8011", "+86-13800138011", "0086 13800138011",
                           "86 138-0013-8011", "\uFF08\uFF0B86\uFF0913800138011"})
    CHECK(normalised_phone(text) == "13800138011");
  for (const char* text : {"+86-635-3281237", "+86 (0)635 3281237", "(+86) 0635-3281237", "86 635 3281237"})
    CHECK(normalised_phone(text) == "06353281237");
  CHECK(normalised_phone("+86 10 62345678") == "01062345678");
  for (const char* wrong : {"++8613800138011", "138+00138011", "+86 1382013801", "138\n00138011", "+86"})
    CHECK_FALSE(normalised_phone(wrong));
}
