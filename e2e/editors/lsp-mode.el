;;; Runs in Emacs: `emacs --batch -l common.el -l RECIPE -l lsp-mode.el`.  -*- lexical-binding: t -*-
(setq lsp-auto-guess-root t lsp-enable-snippet nil lsp-enable-file-watchers nil lsp-session-file (expand-file-name "lsp-session"))

(find-file "session.smtp")
(check-that "attaches"
            (lambda ()
              (unless (eq major-mode 'smtp-mode) (error "%s" major-mode))
              ;; lsp-deferred waits until the buffer is seen, which in a batch it never is.
              (lsp)
              (wait-for "the server" (lambda () (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))))
(check-that "shows three diagnostics"
            (lambda ()
              (let ((codes (lambda () (mapcar #'lsp:diagnostic-code? (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics))))))
                (wait-for "diagnostics" (lambda () (equal three-rules (sort (funcall codes) #'string<)))))))
(check-that "shows a hover without backslashes"
            (lambda ()
              (go-to 7 4)
              (let ((shown (lsp--render-on-hover-content
                            (lsp:hover-contents (lsp-request "textDocument/hover" (lsp--text-document-position-params))) t)))
                (must-have shown "Recipient does not exist")
                (when (string-match-p "\\\\" shown) (error "%s" shown)))))
(check-that "fixes a finding"
            (lambda ()
              (go-to 4 13)
              (lsp-execute-code-action (car (lsp-code-actions-at-point)))
              (must-have (buffer-string) "C: MAIL FROM:<alice@example.org>")
              (set-buffer-modified-p nil)))
