// Shows the form that a test hands over, filled in where there are answers, and gives the answers back as the
// application of Smart Forms saves them: without those of questions that have been put away.
import React from "react";
import { createRoot } from "react-dom/client";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  BaseRenderer,
  RendererThemeProvider,
  buildForm,
  getResponse,
  removeEmptyAnswersFromResponse,
  useRendererQueryClient,
} from "@aehrc/smart-forms-renderer";

const root = createRoot(document.getElementById("form"));

function Form() {
  return (
    <RendererThemeProvider>
      <QueryClientProvider client={useRendererQueryClient()}>
        <BaseRenderer />
      </QueryClientProvider>
    </RendererThemeProvider>
  );
}

window.show = async (questionnaire, questionnaireResponse) => {
  await buildForm({ questionnaire, questionnaireResponse });
  window.answers = () => removeEmptyAnswersFromResponse(questionnaire, getResponse());
  root.render(<Form />);
};
