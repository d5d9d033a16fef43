-- Runs in Neovim with the recipes as init.lua and session.smtp open: `nvim --headless -u INIT session.smtp -c 'luafile neovim.lua'`.
local check = {}
function check.that(title, work)
  local ok, problem = pcall(work)
  io.stdout:write(ok and ('ok ' .. title .. '\n') or ('FAILED ' .. title .. ': ' .. tostring(problem):gsub('\n', ' ') .. '\n'))
end
local function wait(what, holds)
  if not vim.wait(10000, holds, 20) then error('waited in vain for ' .. what) end
end
local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false), '\n')
end

check.that('attaches', function()
  wait('the server', function()
    local clients = vim.lsp.buf_get_clients(0)
    return next(clients) ~= nil
  end)
  assert(vim.bo.filetype == 'smtp', vim.bo.filetype)
end)
check.that('shows three diagnostics', function()
  wait('diagnostics', function() return #vim.diagnostic.get(0) == 3 end)
  local codes = vim.tbl_map(function(one) return one.code or one.user_data.lsp.code end, vim.diagnostic.get(0))
  table.sort(codes)
  local found = table.concat(codes, ' ')
  assert(found == 'path-space-after-colon reply-code-impossible verdict-mailbox-unknown', found)
end)
check.that('shows a hover without backslashes', function()
  vim.api.nvim_win_set_cursor(0, { 7, 4 })
  vim.lsp.buf.hover()
  local float
  wait('the hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then float = window end
    end
    return float ~= nil
  end)
  local shown = text(vim.api.nvim_win_get_buf(float))
  vim.api.nvim_win_close(float, true)
  assert(shown:find('Recipient does not exist', 1, true), shown)
  assert(not shown:find('\\', 1, true), shown)
end)
check.that('fixes a finding', function()
  vim.api.nvim_win_set_cursor(0, { 4, 13 })
  vim.ui.select = function(items, _, choose) choose(items[1], 1) end
  vim.lsp.buf.code_action()
  wait('the fix', function() return vim.api.nvim_buf_get_lines(0, 3, 4, false)[1] == 'C: MAIL FROM:<alice@example.org>' end)
  wait('its finding to go', function() return #vim.diagnostic.get(0) == 2 end)
end)
check.that('gets the redacted copy by command', function()
  vim.cmd('SmtpLens redact')
  wait('the copy', function() return vim.bo.buftype == 'nofile' end)
  assert(text():find('MAIL FROM:<', 1, true) and not text():find('alice', 1, true), text())
  vim.cmd('bwipeout!')
end)
check.that('tells the story of a message by command', function()
  vim.cmd('edit! mail.log')
  assert(vim.bo.filetype == 'maillog', vim.bo.filetype)
  wait('the server', function() return next(vim.lsp.buf_get_clients(0)) ~= nil end)
  vim.api.nvim_win_set_cursor(0, { 8, 0 })
  vim.cmd('SmtpLens story')
  wait('the story', function() return vim.bo.buftype == 'nofile' end)
  assert(text():find('Outcome: 3 recipients: 2 sent, 1 bounced', 1, true), text())
end)
vim.cmd('qall!')
