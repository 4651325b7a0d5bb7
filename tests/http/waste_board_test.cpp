// The board of recycled building products at the desk and in public: what each side, a third party and
// anybody read before two parties agree, while they do, and after.
#include "desk_visit.hpp"
#include "lib/page/document_html.hpp"
#include "support/database.hpp"
#include "support/waste_party.hpp"
#include "waste/board/board_public.hpp"
#include "waste/board/desk/board_room.hpp"
#include "waste/places/places_pages.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

// Planted: no page may have them but the one that each side asks for, while both agree.
constexpr const char* kCanaries[] = {"金丝雀甲", "金丝雀乙", "13811112222", "13833334444"};

struct BoardVisit : DeskVisit {
  BoardVisit() {
    const auto room = std::make_shared<const http::PartyRoom>(
        http::PartyRoom{door, registration, accounts, *office.source, office.clock, "https://example.org"});
    http::add_board_pages(room, board);
    http::add_public_board(book, board, *office.source);
    http::add_places_page(book, places, *office.source);
    http::add_waste_rules_page(book, *office.source);
    seller = add_party("再生建材厂", "金丝雀甲", "13811112222", 'A');
    buyer = add_party("筑路公司", "金丝雀乙", "13833334444", 'B');
    third = add_party("旁观公司", "路人", "13855556666", 'C');
  }
  template <class Work>
  auto write(const Work& work) {
    return test::written(*office.store, work);
  }
  std::int64_t add_party(const char* name, const char* contact, const char* phone, char letter) {
    const contract::Party party = test::recycling_party(name, contact, phone, letter);
    return write([&](storage::Session& session) { return parties.add(session, party); });
  }
  // From now on this one acts, for the party.
  void as_member(const std::string& name, std::int64_t party,
                 contract::MemberRole role = contract::MemberRole::clerk) {
    as(name, Role::enterprise);
    const auto all = accounts.list();
    REQUIRE(all);
    for (const contract::StaffAccount& one : *all)
      if (one.name == name)
        write([&](storage::Session& session) {
          parties.put_member(session, {one.id, party, role});
          return true;
        });
  }
  http::Response send(const std::string& page, const std::string& path, Fields fields) {
    const std::string shown = get(page).body;
    fields["form_key"] = hidden(shown, "form_key");
    if (fields.count("version") == 0 && holds(shown, "name=\"version\""))
      fields["version"] = hidden(shown, "version");
    if (holds(shown, "name=\"interest\"") && fields.count("interest") == 0)
      fields["interest"] = hidden(shown, "interest");
    if (holds(shown, "name=\"key\"")) fields["key"] = hidden(shown, "key");
    return ask("POST", path, encoded(fields));
  }
  static Fields wish() {
    return {{"kind", "available"},
            {"product", "aggregate_5_10"},
            {"standard", "gbt_25177"},
            {"report", "2026-10-01"},
            {"amount", "1200"},
            {"unit", "t"},
            {"recurs", "month"},
            {"area", "371524001"},
            {"valid_from", "2026-11-24"},
            {"valid_until", "2027-03-31"},
            {"price", ""},
            {"delivery", "buyer"},
            {"note", "露天堆放"}};
  }
  // The seller's offer, on the board.
  std::string published() {
    as_member("seller", seller);
    const auto made = send(kOwn + "/new", kOwn + "/new", wish());
    REQUIRE(made.status == 303);
    const std::string path(made.headers.value("Location"));
    REQUIRE(send(path, path + "/act", {{"action", "submit"}}).status == 303);
    as("officer", Role::officer);
    const std::string review = "/desk/waste/offers/1";
    REQUIRE(send(review, review + "/act", {{"action", "publish"}}).status == 303);
    return path;
  }
  std::string public_page(const std::string& path) {
    const auto document = book.open(path);
    if (!document) return {};
    http::HtmlWriter out;
    http::write_document(out, *document);
    return out.take() + contract::to_text(contract::document_to_json(*document));
  }
  // Of all that may be read without asking for a contact.
  void no_canaries(const std::string& when) {
    std::string all;
    for (const char* path :
         {"/waste/board", "/waste/board?kind=available", "/waste/board/1", "/waste/places", "/waste/rules"})
      all += public_page(path);
    const auto read = [&] { all += get(kOwn).body + get(kOwn + "/1").body; };
    as_member("third", third);
    read();
    all += send(kOwn, kOwn + "/1/contact", {{"interest", "1"}}).body;
    as_member("seller", seller);
    read();
    as_member("buyer", buyer);
    read();
    as("officer", Role::officer);
    all += get("/desk/waste/offers").body + get("/desk/waste/offers/1").body;
    for (const char* canary : kCanaries) CHECK_MESSAGE(!holds(all, canary), when, " ", canary);
  }

  const std::string kOwn = "/desk/waste/board";
  storage::PartyStore parties{*office.store};
  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
  service::BoardService board{*office.store, *office.source, office.clock, service::system_ids()};
  service::PlacesService places{*office.store, office.clock};
  std::int64_t seller = 0, buyer = 0, third = 0;
};

}  // namespace

TEST_CASE("waste board: canaries of both sides are on no page before, while and after they agree") {
  BoardVisit visit;
  const std::string offer = visit.published();
  visit.no_canaries("published");
  visit.as_member("buyer", visit.buyer);
  REQUIRE(visit.send(offer, offer + "/interest", {{"message", "想看样品"}}).status == 303);
  CHECK(visit.send(offer, offer + "/contact", {}).status == 404);
  visit.no_canaries("asked");
  visit.as_member("seller", visit.seller);
  CHECK(holds(visit.get(offer).body, "想看样品"));
  CHECK(holds(visit.get(offer).body, "筑路公司"));
  CHECK(visit.send(offer, offer + "/contact", {}).status == 404);
  REQUIRE(visit.send(offer, offer + "/answer", {{"version", "1"}, {"action", "accept"}}).status == 303);
  visit.no_canaries("agreed");
  visit.as_member("seller", visit.seller);
  const auto told = visit.send(offer, offer + "/contact", {});
  CHECK(told.status == 200);
  CHECK(holds(told.body, "金丝雀乙"));
  CHECK(holds(told.body, "13833334444"));
  visit.as_member("buyer", visit.buyer);
  const auto heard = visit.send(offer, offer + "/contact", {});
  CHECK(holds(heard.body, "金丝雀甲"));
  CHECK(visit.logged("contact_viewed") == 2);
  REQUIRE(visit.send(offer, offer + "/answer", {{"version", "2"}, {"action", "withdraw"}}).status == 303);
  CHECK(visit.send(offer, offer + "/contact", {{"interest", "1"}}).status == 404);
  visit.as_member("seller", visit.seller);
  CHECK(visit.send(offer, offer + "/contact", {{"interest", "1"}}).status == 404);
  visit.no_canaries("withdrawn");
  CHECK(visit.logged("contact_viewed") == 2);
}

TEST_CASE("waste board: the public list filters, says what is empty, and names who is verified") {
  BoardVisit visit;
  CHECK(holds(visit.public_page("/waste/board"), "暂无供需信息"));
  CHECK(holds(visit.public_page("/waste/places"), "暂无"));
  CHECK(holds(visit.public_page("/waste/rules"), "依据待核"));
  visit.published();
  const std::string list = visit.public_page("/waste/board");
  for (const char* said : {"再生骨料 5–10 mm", "每月 1200 吨", "再生建材厂", "面议", "铜城街道"})
    CHECK_MESSAGE(holds(list, said), said);
  CHECK(holds(visit.public_page("/waste/board?kind=wanted"), "暂无供需信息"));
  CHECK(holds(visit.public_page("/waste/board?product=aggregate_5_10"), "每月 1200 吨"));
  CHECK(holds(visit.public_page("/waste/board/1"), "GB/T 25177-2010 混凝土用再生粗骨料（依据待核）"));
  for (const char* none : {"/waste/board/2", "/waste/board/01", "/waste/board/1x", "/waste/board/-1",
                           "/waste/board/99999999999999999999"})
    CHECK_MESSAGE(visit.public_page(none).empty(), none);
  visit.office.clock.advance(30 * 24 * 3600);
  CHECK(visit.public_page("/waste/board/1").empty());
  CHECK(holds(visit.public_page("/waste/board"), "暂无供需信息"));
}

TEST_CASE("waste board: a person's name is on no public page, and a plain word stands for it") {
  BoardVisit visit;
  visit.published();
  visit.write([&](storage::Session& session) {
    auto party = visit.parties.find(session, visit.seller);
    party->code = "371524-P-00000001";
    visit.parties.add_permit(session, {0,
                                       visit.seller,
                                       "construction_waste",
                                       "P1",
                                       "bureau",
                                       *contract::parse_date("2026-01-01"),
                                       *contract::parse_date("2027-12-31"),
                                       {},
                                       0,
                                       true});
    contract::Facility place;
    place.party = visit.seller;
    place.code = "ZC001";
    place.kind = "sorting";
    place.name = "再生建材厂分拣场";
    place.area = "371524001";
    visit.parties.add_facility(session, place);
    return visit.parties.change(session, *party, party->version);
  });
  for (const char* path : {"/waste/board", "/waste/board/1", "/waste/places"}) {
    const std::string page = visit.public_page(path);
    CHECK_MESSAGE(holds(page, "个体经营者"), path);
    CHECK_MESSAGE(!holds(page, "再生建材厂"), path);
  }
}

TEST_CASE(
    "waste board: a form that is wrong keeps what was typed; a double tap is one offer; a stale tab is "
    "told") {
  BoardVisit visit;
  visit.as_member("seller", visit.seller);
  Fields wrong = visit.wish();
  wrong["amount"] = "1,200";
  wrong["note"] = "联系 138 1111 2222";
  const auto again = visit.send(visit.kOwn + "/new", visit.kOwn + "/new", wrong);
  CHECK(again.status == 400);
  CHECK(holds(again.body, "value=\"1,200\""));
  CHECK(holds(again.body, "这里不能写电话、微信等联系方式"));
  Fields sound = visit.wish();
  sound["form_key"] = hidden(again.body, "form_key");
  sound["key"] = hidden(again.body, "key");
  const auto once = visit.ask("POST", visit.kOwn + "/new", encoded(sound));
  const auto twice = visit.ask("POST", visit.kOwn + "/new", encoded(sound));
  CHECK(once.status == 303);
  CHECK(once.headers.value("Location") == twice.headers.value("Location"));
  const std::string path(once.headers.value("Location"));
  sound["amount"] = "5";
  sound["version"] = "1";
  CHECK(visit.ask("POST", path + "/edit", encoded(sound)).status == 303);
  sound["amount"] = "6";
  const auto stale = visit.ask("POST", path + "/edit", encoded(sound));
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "value=\"6\""));
  CHECK(holds(stale.body, "现在保存着的内容"));
  CHECK(holds(stale.body, "<dd>5</dd>"));
  sound["version"] = hidden(stale.body, "version");
  CHECK(visit.ask("POST", path + "/edit", encoded(sound)).status == 303);  // the form as it came back
  CHECK(visit.send(path, path + "/act", {{"action", "nonsense"}}).status == 400);
  CHECK(visit.send(path, path + "/act", {{"action", "publish"}}).status == 409);
  visit.as_member("third", visit.third);
  const auto theirs = visit.get(path), none = visit.get(visit.kOwn + "/99");
  CHECK(theirs.status == 404);
  CHECK(theirs.body == none.body);
  visit.as_member("driver", visit.seller, contract::MemberRole::driver);
  CHECK(visit.get(visit.kOwn).status == 404);
  CHECK(visit.get(visit.kOwn + "/new").status == 404);
  CHECK(visit.get(path).status == 404);
  visit.as("officer", Role::officer);
  CHECK(visit.get(visit.kOwn).status == 403);
  CHECK(holds(visit.get("/desk/waste/offers").body, "暂无供需信息"));
}
