// The API of surveys, and the form of the server-rendered page. Reads HTTP, calls the service, writes HTTP;
// no rule of its own but the limits on how often one address may answer or try a code. Nothing here is logged
// with an answer, and no reply is remembered.
#pragma once

#include "lib/net/metrics.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "pickup/pickup_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::http {

// GET /api/v1/surveys, /{id}, /{id}/results, /{id}/results.csv, /{id}/receipts, /{id}/receipts/{receipt};
// POST /{id}/responses and /{id}/resume; POST /surveys/{id} from the page's form, answered with 303 to
// /surveys/{id}/thanks or a page that says what is wrong. `https`: residents reach the site by https. The
// references must outlive the router.
void add_survey_routes(Router& router, DocumentBook& book, service::SurveyService& surveys, Metrics& metrics,
                       bool https = false);
// POST /api/v1/pickups/{reference}/invitation: the code of a completed booking, {"survey","code"}.
void add_invitation_route(Router& router, service::SurveyService& surveys, service::PickupService& pickups);
// POST /pickup/ticket/{reference}/rate: the same for browsers without the client, from the booking's page,
// answered with the survey's form: the code is filled in there and stands in no address.
void add_rating_route(Router& router, const DocumentBook& book, service::SurveyService& surveys,
                      service::PickupService& pickups);

}  // namespace wufei::http
