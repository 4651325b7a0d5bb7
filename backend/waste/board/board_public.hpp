// The board as anybody reads it: /waste/board and /waste/board/{number}. Made anew for each visitor: what
// expired or belongs to a suspended party is gone at once.
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kPublicBoard = "/waste/board";

// All must outlive the book.
void add_public_board(DocumentBook& book, service::BoardService& board,
                      const service::ContentSource& content);

}  // namespace wufei::http
