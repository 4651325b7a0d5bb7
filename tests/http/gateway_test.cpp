// The gateway's client against a little gateway of our own.
#include "notice/notice_gateway.hpp"

#include <doctest/doctest.h>

#include "lib/base/json.hpp"
#include "lib/net/server.hpp"

using namespace wufei;
using namespace std::chrono_literals;

namespace {

const service::Notice kNotice{1, "WF-1", "booked", "13800000000", "say \"hi\"\n{phone}"};
const std::string kTemplate =
    R"({"to":["{phone}"],"body":"[Wufei] {text}","meta":{"ref":"{reference}/{kind}","n":1}})";

http::GatewayOptions options_for(const std::string& url) {
  return {url, kTemplate, "token-1", 10s};
}

}  // namespace

TEST_CASE("the template is filled in and escaped") {
  auto gateway = http::NoticeGateway::create(options_for("http://127.0.0.1:1/send"));
  REQUIRE(gateway);
  const auto sent = contract::parse_json((*gateway)->document(kNotice));
  REQUIRE(sent);
  CHECK((*sent)["to"][0] == "13800000000");
  CHECK((*sent)["body"] == "[Wufei] say \"hi\"\n{phone}");
  CHECK((*sent)["meta"]["ref"] == "WF-1/booked");
  CHECK((*sent)["meta"]["n"] == 1);
}

TEST_CASE("the gateway's answers are told apart") {
  int status = 200;
  std::string seen;
  http::Router router;
  router.add(http::Route::post_json("/send", "send", 4096, [&](const http::Request& request) {
    seen = std::string(http::bearer_token(request)) + " " + request.body;
    return http::text_response(status, "application/json", "{}");
  }));
  http::Server server(std::move(router), {});
  const auto port = server.start("127.0.0.1", 0);
  REQUIRE(port);
  auto gateway =
      http::NoticeGateway::create(options_for("http://127.0.0.1:" + std::to_string(*port) + "/send"));
  REQUIRE(gateway);
  CHECK((*gateway)->name() == "http");
  CHECK((*gateway)->send(kNotice));
  CHECK(seen == "token-1 " + (*gateway)->document(kNotice));
  for (const int bad : {400, 403, 422}) {
    status = bad;
    CHECK((*gateway)->send(kNotice).error().code == contract::ErrorCode::invalid);
  }
  for (const int later : {408, 429, 500, 503, 302}) {
    status = later;
    const auto outcome = (*gateway)->send(kNotice);
    CHECK(outcome.error().code == contract::ErrorCode::unavailable);
    CHECK(outcome.error().detail.find("138") == std::string::npos);
  }
  server.stop();
  CHECK((*gateway)->send(kNotice).error().code == contract::ErrorCode::unavailable);
}

TEST_CASE("a gateway that cannot work is refused at start") {
  CHECK_FALSE(http::NoticeGateway::create(options_for("ftp://host/x")));
  CHECK_FALSE(http::NoticeGateway::create(options_for("http:///x")));
  CHECK_FALSE(http::NoticeGateway::create(options_for("http://user:secret@host/x")));
  CHECK_FALSE(http::NoticeGateway::create({"http://host/x", "not json {phone} {text}", "", 1s}));
  CHECK_FALSE(http::NoticeGateway::create({"http://host/x", R"({"to":"{phone}"})", "", 1s}));
  CHECK(http::NoticeGateway::create(options_for("https://host/x")));
}
