" Runs in Vim: `vim -N -u RECIPE -n -es session.smtp -S ale.vim`.
function! s:Say(line) abort
  call writefile([a:line], $REPORT, 'a')
endfunction
function! s:Wait(holds) abort
  for s:n in range(500)
    if a:holds() | return 1 | endif
    sleep 20m
  endfor
  return 0
endfunction
function! s:That(title, holds, found) abort
  call s:Say(s:Wait(a:holds) ? 'ok ' . a:title : 'FAILED ' . a:title . ': ' . substitute(string(a:found()), '\n', ' ', 'g'))
endfunction
function! s:Codes() abort
  return join(sort(map(copy(ale#engine#GetLoclist(bufnr(''))), {_, one -> get(one, 'code', '')})))
endfunction

let s:rules = 'path-space-after-colon reply-code-impossible verdict-mailbox-unknown'
call s:That('attaches', {-> &filetype is# 'smtp' && get(b:, 'ale_enabled', g:ale_enabled)}, {-> &filetype})
call ale#Queue(0, 'lint_file')
call s:That('shows three diagnostics', {-> s:Codes() is# s:rules}, {-> s:Codes()})

" The text of a hover goes through this function, whatever shows it.
let s:hover = ''
let g:ale_hover_to_floating_preview = 0
let g:ale_hover_to_preview = 1
call cursor(7, 5)
ALEHover
function! s:Hover() abort
  for s:buffer in range(1, bufnr('$'))
    if getbufvar(s:buffer, '&filetype') =~# 'ale-preview' | return join(getbufline(s:buffer, 1, '$'), "\n") | endif
  endfor
  return ''
endfunction
call s:That('shows a hover without backslashes', {-> s:Hover() =~# 'Recipient does not exist' && stridx(s:Hover(), '\') < 0}, {-> s:Hover()})
qall!
