--[[
  Records that no turn waits for the mail any more. While it is being sent, the job that ends the sending must then notify the chat.

  Returns stage as in stageReply | nothing
]]
if not recovery.state then
  return false
end
if stage() == 'sending' then
  change('waiter', 'nobody')
end
return stageReply()
