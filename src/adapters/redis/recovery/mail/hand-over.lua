--[[
  The turn goes on without the mail. While it is being sent, whoever ends that is told that nobody waits.

  Returns stage as in stageReply | nothing
]]
if not recovery.state then
  return false
end
if stage() == 'sending' then
  change('waiter', 'nobody')
end
return stageReply()
