-- Opens the file with the language server, applies a code action of a finding until none is left to apply, and saves.
-- Fails where the server says nothing. The preferred actions alone are applied, or, with VMSPEC_PERSON=patient, else the
-- first fix, and else the comment that hides the finding; what was done then is printed.

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

local is_patient = vim.env.VMSPEC_PERSON == "patient"

-- The action to take for a finding, as the protocol has it.
local function choice(found)
  local range = {
    start = { line = found.lnum, character = found.col },
    ["end"] = { line = found.end_lnum, character = found.end_col },
  }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = range,
    context = { diagnostics = {} },
  }, 20000)
  local fix, hiding
  for _, answer in pairs(answers or {}) do
    for _, action in ipairs(answer.result or {}) do
      if action.isPreferred then
        return action
      elseif action.kind == "quickfix" and action.title:find("^ignore ") then
        hiding = hiding or action
      elseif action.kind == "quickfix" then
        fix = fix or action
      end
    end
  end
  return is_patient and (fix or hiding) or nil
end

for _ = 1, 40 do
  local action = nil
  for _, found in ipairs(diagnostics()) do
    action = action or choice(found)
  end
  if not action then
    break
  end
  if is_patient then
    io.stdout:write(action.title .. "\n")
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
