// The sorting guide's part of the content: guide/*.json and guide/recyclables/*.json, checked against their
// schemas and against each other.
#pragma once

#include <filesystem>
#include <vector>

#include "county/content.hpp"

namespace wufei::service {

// Adds a fault for every rule that is broken; what it answers then must not be used.
GuideContent load_guide(const std::filesystem::path& directory, const contract::Areas& areas,
                        const contract::Catalogue& catalogue, std::vector<ContentFault>& faults);

// The rules that a schema can not say. Pure.
std::vector<ContentFault> check_guide(const GuideContent& content, const contract::Areas& areas,
                                      const contract::Catalogue& catalogue);

}  // namespace wufei::service
