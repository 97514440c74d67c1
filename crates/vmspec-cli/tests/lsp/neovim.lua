-- Opens the file with the language server, applies the preferred code action of each finding until none is left, and
-- saves. Fails where the server says nothing.

local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "vmspec",
  cmd = { vim.env.VMSPEC, "lsp" },
  root_dir = vim.fn.getcwd(),
})
if not client then
  return fail("the server could not be started")
end
vim.lsp.buf_attach_client(buffer, client)

local function diagnostics()
  return vim.diagnostic.get(buffer)
end

if not vim.wait(20000, function() return #diagnostics() > 0 end, 20) then
  return fail("no diagnostics came")
end

-- The preferred action of a finding, as the protocol has it.
local function preferred(found)
  local range = {
    start = { line = found.lnum, character = found.col },
    ["end"] = { line = found.end_lnum, character = found.end_col },
  }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = range,
    context = { diagnostics = {} },
  }, 20000)
  for _, answer in pairs(answers or {}) do
    for _, action in ipairs(answer.result or {}) do
      if action.isPreferred then
        return action
      end
    end
  end
end

for _ = 1, 10 do
  local action = nil
  for _, found in ipairs(diagnostics()) do
    action = action or preferred(found)
  end
  if not action then
    break
  end
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local before = vim.inspect(diagnostics())
  vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
  if vim.api.nvim_buf_get_changedtick(buffer) == tick then
    return fail("nothing changed by " .. action.title)
  end
  vim.wait(20000, function() return vim.inspect(diagnostics()) ~= before end, 20)
end

vim.cmd("write")
vim.lsp.stop_client(client)
vim.cmd("qall!")
