// WebGL 2, written for one caller that owns the whole context: it never asks WebGL for its state, because
// every such question waits for the graphics process (docs/adr/0009). The platform has made the context
// current.
#include <GLES3/gl3.h>

#include <cstddef>
#include <cstdint>

#include "imgui.h"
#include "wasm/kit/renderer.hpp"
#include "wasm/kit/theme.hpp"

namespace wufei::kit {
namespace {

constexpr const char* kVertexShader =
    "#version 300 es\n"
    "layout(location=0) in vec2 at;layout(location=1) in vec2 where;layout(location=2) in vec4 tint;"
    "uniform vec2 size;out vec2 texel;out vec4 colour;"
    "void main(){texel=where;colour=tint;gl_Position=vec4(at.x*2./size.x-1.,1.-at.y*2./size.y,0,1);}";
constexpr const char* kFragmentShader =
    "#version 300 es\n"
    "precision mediump float;uniform sampler2D atlas;in vec2 texel;in vec4 colour;out vec4 pixel;"
    "void main(){pixel=colour*texture(atlas,texel);}";

constexpr GLenum kIndexType = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

const void* offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);
}

GLuint name_of(const ImTextureData& texture) {
  return static_cast<GLuint>(texture.GetTexID());
}

void create_texture(ImTextureData& texture) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               texture.GetPixels());
  texture.SetTexID(static_cast<ImTextureID>(name));
  texture.SetStatus(ImTextureStatus_OK);
}

void update_texture(ImTextureData& texture) {
  glBindTexture(GL_TEXTURE_2D, name_of(texture));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
  for (const ImTextureRect& part : texture.Updates)
    glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE,
                    texture.GetPixelsAt(part.x, part.y));
  texture.SetStatus(ImTextureStatus_OK);
}

void destroy_texture(ImTextureData& texture) {
  const GLuint name = name_of(texture);
  glDeleteTextures(1, &name);
  texture.SetTexID(ImTextureID_Invalid);
  texture.SetStatus(ImTextureStatus_Destroyed);
}

void bring_up_to_date(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantCreate) return create_texture(texture);
  if (texture.Status == ImTextureStatus_WantUpdates) return update_texture(texture);
  if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) destroy_texture(texture);
}

// The lowest byte as part of 1.
float channel(std::uint32_t hex) {
  return static_cast<float>(hex & 255) / 255.0F;
}

class GlRenderer final : public Renderer {
 public:
  GlRenderer() { create(); }

  void draw(ImDrawData& data, std::uint32_t back) override {
    for (ImTextureData* texture : *data.Textures)
      if (texture->Status != ImTextureStatus_OK) bring_up_to_date(*texture);
    const int width = static_cast<int>(data.DisplaySize.x), height = static_cast<int>(data.DisplaySize.y);
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(channel(back >> 16), channel(back >> 8), channel(back), 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_SCISSOR_TEST);
    glUniform2f(size_, data.DisplaySize.x, data.DisplaySize.y);
    for (const ImDrawList* list : data.CmdLists) draw_list(*list, height);
  }

  // The old names died with the context.
  void restore(ImFontAtlas& atlas) override {
    for (ImTextureData* texture : atlas.TexList) {
      texture->SetTexID(ImTextureID_Invalid);
      if (texture->Status != ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_WantCreate);
    }
    create();
  }

 private:
  void create() {
    const GLuint program = glCreateProgram();
    glAttachShader(program, compile(GL_VERTEX_SHADER, kVertexShader));
    glAttachShader(program, compile(GL_FRAGMENT_SHADER, kFragmentShader));
    glLinkProgram(program);
    glUseProgram(program);
    size_ = glGetUniformLocation(program, "size");
    GLuint buffers[2] = {};
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    for (GLuint attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  }

  static void point_at_vertex(std::size_t first) {
    constexpr GLsizei kStride = sizeof(ImDrawVert);
    const std::size_t start = first * sizeof(ImDrawVert);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, offset(start + offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, kStride, offset(start + offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                          offset(start + offsetof(ImDrawVert, col)));
  }

  static void clear(ImU32 colour) {
    glClearColor(channel(colour >> IM_COL32_R_SHIFT), channel(colour >> IM_COL32_G_SHIFT),
                 channel(colour >> IM_COL32_B_SHIFT), 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
  }

  static void draw_list(const ImDrawList& list, int height) {
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data,
                 GL_STREAM_DRAW);
    std::size_t first = SIZE_MAX;
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const int left = static_cast<int>(command.ClipRect.x), bottom = static_cast<int>(command.ClipRect.w);
      const int wide = static_cast<int>(command.ClipRect.z) - left,
                tall = bottom - static_cast<int>(command.ClipRect.y);
      if (wide <= 0 || tall <= 0) continue;
      glScissor(left, height - bottom, wide, tall);
      if (command.UserCallback != nullptr) {  // Drawing::clear()
        clear(static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(command.UserCallbackData)));
        continue;
      }
      if (command.ElemCount == 0) continue;
      if (command.VtxOffset != first) point_at_vertex(first = command.VtxOffset);
      glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndexType,
                     offset(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }

  GLint size_ = -1;
};

}  // namespace

std::unique_ptr<Renderer> make_renderer() {
  return std::make_unique<GlRenderer>();
}

}  // namespace wufei::kit
