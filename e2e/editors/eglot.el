;;; Runs in Emacs: `emacs --batch -l common.el -l RECIPE -l eglot.el`.  -*- lexical-binding: t -*-
(require 'eglot)
(setq eglot-sync-connect 10)

(find-file "session.smtp")
(check-that "attaches"
            (lambda ()
              (unless (eq major-mode 'smtp-mode) (error "%s" major-mode))
              ;; What eglot-ensure asked for waits for the first command, which a batch has none of.
              (run-hooks 'post-command-hook)
              (wait-for "the server" #'eglot-current-server)))
(check-that "shows three diagnostics"
            (lambda ()
              (flymake-start)
              (wait-for "diagnostics" (lambda () (= 3 (length (flymake-diagnostics)))))
              (let ((texts (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n")))
                (dolist (rule three-rules) (must-have texts rule)))))
(check-that "shows a hover without backslashes"
            (lambda ()
              (go-to 7 4)
              (let (shown)
                (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (substring-no-properties text))))
                (wait-for "the hover" (lambda () shown))
                (must-have shown "Recipient does not exist")
                (when (string-match-p "\\\\" shown) (error "%s" shown)))))
(check-that "fixes a finding"
            (lambda ()
              (go-to 4 13)
              (cl-letf (((symbol-function 'completing-read) (lambda (_ choices &rest _) (caar choices)))
                        (eglot-confirm-server-initiated-edits nil)
                        (last-nonmenu-event t))
                (call-interactively #'eglot-code-actions))
              (must-have (buffer-string) "C: MAIL FROM:<alice@example.org>")))
(check-that "tells the story of a message by command"
            (lambda ()
              (set-buffer-modified-p nil)
              (find-file "mail.log")
              (run-hooks 'post-command-hook)
              (wait-for "the server" #'eglot-current-server)
              (go-to 8 0)
              (smtp-lens "story")
              (with-current-buffer "*Story of 349261B8932*"
                (must-have (buffer-string) "Outcome: 3 recipients: 2 sent, 1 bounced"))))
